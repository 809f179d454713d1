package dev.dragoman.protocol.codec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as clients put them into JSON: base64, perhaps behind the head of a data URL, with white
 * space in it, in the URL-safe alphabet, or without its padding (protocols.md 2.5).
 *
 * @param base64 standard base64 with padding and nothing else
 * @param mimeType lower-case type that a data URL named, null without one
 */
public record InlineData(String base64, @Nullable String mimeType) {
  private static final String SCHEME = "data:";
  private static final String ENCODING = ";base64";

  /** Whether {@code text} holds its bytes rather than leading to them. */
  public static boolean isDataUrl(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /**
   * Reads a data URL, or base64 alone.
   *
   * @throws dev.dragoman.protocol.model.GatewayException {@code INVALID_REQUEST} naming the place
   */
  public static InlineData of(JsonCursor where) {
    String text = where.string().strip();
    if (!isDataUrl(text)) {
      return new InlineData(base64(where, text, 0), null);
    }
    int comma = text.indexOf(',');
    String head = comma < 0 ? "" : text.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
    if (!head.endsWith(ENCODING)) {
      throw where.invalid("must be a data URL with base64, such as data:image/png;base64,…");
    }
    String type = head.substring(0, head.indexOf(';')).strip();
    return new InlineData(base64(where, text, comma + 1), type.isEmpty() ? null : type);
  }

  /** What is in order already, as nearly all of it is, is not copied. */
  private static String base64(JsonCursor where, String text, int from) {
    int end = text.length();
    while (end > from && end > text.length() - 2 && text.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = from; i < end; i++) {
      if (!isStandard(text.charAt(i))) {
        return padded(where, cleaned(where, text, from));
      }
    }
    boolean isPadded = end > from && (end - from) % 4 > 1 && (text.length() - from) % 4 == 0;
    return isPadded ? text.substring(from) : padded(where, text.substring(from, end));
  }

  private static boolean isStandard(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }

  /** The text without white space and padding, in the standard alphabet. */
  private static String cleaned(JsonCursor where, String text, int from) {
    StringBuilder clean = new StringBuilder(text.length() - from);
    boolean ended = false;
    for (int i = from; i < text.length(); i++) {
      char c = standard(text.charAt(i));
      if (c == '=') {
        ended = true;
      } else if (isStandard(c) && !ended) {
        clean.append(c);
      } else if (!Character.isWhitespace(c)) {
        throw where.invalid("is not base64");
      }
    }
    return clean.toString();
  }

  private static char standard(char c) {
    return c == '-' ? '+' : c == '_' ? '/' : c;
  }

  private static String padded(JsonCursor where, String digits) {
    if (digits.isEmpty()) {
      throw where.invalid("is empty");
    }
    return switch (digits.length() % 4) {
      case 0 -> digits;
      case 2 -> digits + "==";
      case 3 -> digits + "=";
      default -> throw where.invalid("is not base64: it is cut off");
    };
  }
}
