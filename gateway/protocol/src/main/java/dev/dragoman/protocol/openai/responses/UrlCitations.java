package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Citation;
import org.jspecify.annotations.Nullable;

/**
 * Citations as {@code url_citation} annotations of their part; those without an address have no
 * form here. A citation without a range covers the text so far.
 */
final class UrlCitations {
  private UrlCitations() {}

  /**
   * The annotation of {@code citation}, null when it has no address.
   *
   * @param length of the part's text so far, in UTF-16 units
   */
  static @Nullable JsonText of(Citation citation, int length) {
    if (citation.url() == null) {
      return null;
    }
    Integer first = citation.start();
    Integer after = citation.end();
    boolean ranged = first != null && after != null;
    JsonWriter json = new JsonWriter().beginObject().field("type", "url_citation");
    json.field("start_index", ranged ? first : Integer.valueOf(0));
    json.field("end_index", ranged ? after : Integer.valueOf(length));
    json.field("url", citation.url());
    json.field("title", citation.title() == null ? citation.url() : citation.title());
    return new JsonText(json.endObject().text());
  }
}
