package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.Provider;
import org.jspecify.annotations.Nullable;

/** The {@code source} of images and documents. */
final class AnthropicMedia {
  static final Provider ANTHROPIC = Provider.ANTHROPIC;

  private AnthropicMedia() {}

  /** The source, null when it is of a kind that the model does not know. */
  static @Nullable MediaSource decode(JsonCursor source, AnthropicBlockDecoder blocks) {
    return switch (source.requireString("type")) {
      case "base64" -> new MediaSource.Inline(base64(source.require("data")));
      case "url" -> new MediaSource.Url(source.requireString("url"));
      case "file" -> new MediaSource.FileRef(ANTHROPIC, source.requireString("file_id"));
      case "text" -> new MediaSource.InlineText(source.requireString("data"));
      case "content" -> new MediaSource.Nested(blocks.content(source.require("content")));
      default -> null;
    };
  }

  /** Standard base64; a data-URL prefix and white space are cut off, as clients send both. */
  private static String base64(JsonCursor data) {
    String text = data.string();
    int prefix = text.startsWith("data:") ? text.indexOf(',') + 1 : 0;
    StringBuilder kept = new StringBuilder(text.length() - prefix);
    for (int i = prefix; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isBase64(c)) {
        kept.append(c);
      } else if (!Character.isWhitespace(c)) {
        throw data.invalid("must be base64");
      }
    }
    return kept.length() == text.length() ? text : kept.toString();
  }

  private static boolean isBase64(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/'
        || c == '=';
  }
}
