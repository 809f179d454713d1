package dev.dragoman.contract;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256. */
final class Digest {
  private Digest() {}

  static byte[] bytes(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** In lower-case hex. */
  static String of(byte[] content) {
    return HexFormat.of().formatHex(bytes(content));
  }
}
