package dev.dragoman.protocol.model;

import java.util.List;

/** Where the bytes of an image, document, audio or video are. */
public sealed interface MediaSource {
  /**
   * Bytes that travel in the request.
   *
   * @param base64 standard base64 without data-URL prefix or white space
   */
  record Inline(String base64) implements MediaSource {}

  record Url(String url) implements MediaSource {}

  /** A file uploaded to one provider; its id means nothing elsewhere. */
  record FileRef(Provider provider, String id) implements MediaSource {}

  /**
   * An object of a cloud store.
   *
   * @param uri {@code gs:}, {@code s3:} or a Gemini file URI
   * @param owner account that owns it, empty when not said
   */
  record CloudUri(String uri, String owner) implements MediaSource {}

  /** A document given as plain text. */
  record InlineText(String text) implements MediaSource {}

  /** A document given as content blocks. */
  record Nested(List<ContentBlock> content) implements MediaSource {
    public Nested {
      content = List.copyOf(content);
    }
  }
}
