package dev.dragoman.protocol.envelope;

import dev.dragoman.protocol.model.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** For whom state is of use: a hash, so that an envelope tells nothing of accounts. */
final class StateScope {
  private static final int BYTES = 8;

  private StateScope() {}

  /**
   * The scope of state that belongs to a family of models wherever it runs: Claude's signatures,
   * text that nobody signed.
   */
  static String ofFamily(Provider provider) {
    return HexFormat.of().formatHex(sha256(provider.name()), 0, BYTES);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
