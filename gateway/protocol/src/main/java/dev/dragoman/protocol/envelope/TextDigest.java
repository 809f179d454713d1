package dev.dragoman.protocol.envelope;

import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * SHA-256 of a text that comes in pieces, over its UTF-16 units, so that it does not matter where
 * it was cut. Stands in for the signature of servers that sign nothing. Single use.
 */
final class TextDigest {
  private final MessageDigest sha256;

  TextDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static Signature signatureOf(String text) {
    TextDigest digest = new TextDigest();
    digest.add(text);
    return digest.signature();
  }

  void add(String piece) {
    byte[] units = new byte[2 * piece.length()];
    for (int i = 0; i < piece.length(); i++) {
      units[2 * i] = (byte) (piece.charAt(i) >> 8);
      units[2 * i + 1] = (byte) piece.charAt(i);
    }
    sha256.update(units);
  }

  Signature signature() {
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
    return new Signature(
        Provider.TEXT, StateScope.ofFamily(Provider.TEXT), value, Placement.THINKING);
  }
}
