package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock.Text;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Citations as {@code url_citation} annotations; those without an address have no form here. A
 * citation without a range covers the text that it hangs on.
 */
final class Annotations {
  private Annotations() {}

  /**
   * The annotations of one text block.
   *
   * @param offset where the block begins in the message's content, in UTF-16 units
   */
  static List<JsonText> of(Text text, int offset) {
    if (text.citations().isEmpty()) {
      return List.of();
    }
    return text.citations().stream()
        .map(citation -> of(citation, offset, offset + text.text().length()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The annotation of {@code citation}, null when it has no address. */
  static @Nullable JsonText of(Citation citation, int blockStart, int blockEnd) {
    if (citation.url() == null) {
      return null;
    }
    Integer first = citation.start();
    Integer after = citation.end();
    int start = first == null || after == null ? blockStart : blockStart + first;
    int end = first == null || after == null ? blockEnd : blockStart + after;
    JsonWriter json = new JsonWriter();
    json.beginObject().field("type", "url_citation").beginObject("url_citation");
    json.field("start_index", start).field("end_index", end);
    json.field("url", citation.url());
    json.field("title", citation.title() == null ? citation.url() : citation.title());
    return new JsonText(json.endObject().endObject().text());
  }
}
