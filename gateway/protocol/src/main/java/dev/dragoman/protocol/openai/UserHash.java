package dev.dragoman.protocol.openai;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short stand-in for the id of a user: the same for each request, and it does not give it away.
 */
public final class UserHash {
  private static final int HASH_BYTES = 16;

  private UserHash() {}

  /** The first 32 hex digits of the SHA-256 of {@code id}. */
  public static String of(String id) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
