package dev.dragoman.protocol.envelope;

import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of a text that comes in pieces, over its UTF-16 units, so that it does not matter where
 * it was cut. Stands in for the signature of servers that sign nothing. Single use.
 */
final class TextDigest {
  /** Before a text that is its own state; no digest has a colon. */
  private static final String WHOLE = "text:";

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

  /** The state of a text that the client does not see and so cannot bring back itself. */
  static Signature whole(String text) {
    return signature(WHOLE + text);
  }

  /** The text that a state is, null for a digest. */
  static @Nullable String textIn(Signature state) {
    return Signature.isOf(Provider.TEXT, state) && state.value().startsWith(WHOLE)
        ? state.value().substring(WHOLE.length())
        : null;
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
    return signature(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest()));
  }

  private static Signature signature(String value) {
    return new Signature(
        Provider.TEXT, StateScope.ofFamily(Provider.TEXT), value, Placement.THINKING);
  }
}
