package dev.dragoman.gateway.auth;

import dev.dragoman.contract.KeyText;
import dev.dragoman.protocol.wire.WireHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The key that opens the admin API, and nothing else.
 *
 * @param digest SHA-256 of its text, lower-case hex
 */
public record MasterKey(String digest) {
  /** The key of a text. */
  public static MasterKey of(String text) {
    return new MasterKey(KeyText.digestOf(text));
  }

  /** Whether one of the credentials of a request is this key; compared in constant time. */
  public boolean isIn(WireHeaders headers) {
    boolean found = false;
    for (String presented : PresentedKeys.all(headers)) {
      found |= MessageDigest.isEqual(ascii(digest), ascii(KeyText.digestOf(presented)));
    }
    return found;
  }

  private static byte[] ascii(String hex) {
    return hex.getBytes(StandardCharsets.US_ASCII);
  }

  /** Without the digest: a weak key could be found from it. */
  @Override
  public String toString() {
    return "MasterKey";
  }
}
