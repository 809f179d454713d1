package dev.dragoman.fleet;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The syntax of URLs and of ranges of addresses. Which addresses are reached, gateways judge. */
final class Addresses {
  private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9\\[][^@?#\\s]*");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

  private Addresses() {}

  /**
   * Reads the URL of an upstream.
   *
   * @throws IllegalArgumentException when {@code text} is none
   */
  static URI url(String text) {
    try {
      URI url = URL.matcher(text).matches() ? new URI(text) : null;
      if (url != null && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException _) {
      // the same fault as a text of another form, said below
    }
    throw new IllegalArgumentException(
        "write a URL such as https://api.example.com/v1, without user, query or fragment");
  }

  static @Nullable URI urlOrNull(@Nullable String text) {
    return text == null ? null : url(text);
  }

  /** Whether {@code text} is an address, a slash and a length that fits the address. */
  static boolean isRange(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return false;
    }
    String address = text.substring(0, slash);
    String length = text.substring(slash + 1);
    boolean v6 = address.contains(":");
    return NUMBER.matcher(length).matches()
        && Integer.parseInt(length) <= (v6 ? 128 : 32)
        && (v6 ? isV6(address) : isV4(address));
  }

  private static boolean isV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!NUMBER.matcher(part).matches() || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text) == 8;
    }
    int head = gap == 0 ? 0 : groups(text.substring(0, gap));
    String tail = text.substring(gap + 2);
    int rest = tail.isEmpty() ? 0 : groups(tail);
    return head >= 0 && rest >= 0 && head + rest < 8;
  }

  /** How many groups of 16 bits the text has, -1 when one of them is none. */
  private static int groups(String text) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean dotted = i == parts.length - 1 && isV4(parts[i]);
      if (!dotted && !GROUP.matcher(parts[i]).matches()) {
        return -1;
      }
      count += dotted ? 2 : 1;
    }
    return count;
  }
}
