package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Documents and search results as text, for targets that have no other form of them. */
public final class ReadableText {
  private ReadableText() {}

  /** Title, source and content, each from a line of its own on. */
  public static String of(SearchResult result) {
    StringBuilder text = new StringBuilder();
    text.append(result.title()).append('\n').append(result.source());
    result.content().forEach(block -> text.append('\n').append(block.text()));
    return text.toString();
  }

  /** Title, context and content of a document. */
  static String of(Document document, String content) {
    String head = head(document);
    return head.isEmpty() ? content : head + "\n" + content;
  }

  /** What is said of a document, its title or file name and its context; empty without. */
  public static String head(Document document) {
    String title = document.title() == null ? document.filename() : document.title();
    return String.join("\n", present(title, document.context()));
  }

  private static Iterable<String> present(@Nullable String first, @Nullable String second) {
    return Stream.of(first == null ? "" : first, second == null ? "" : second)
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** The UTF-8 text that the bytes are, null when they are not. */
  static @Nullable String decoded(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
