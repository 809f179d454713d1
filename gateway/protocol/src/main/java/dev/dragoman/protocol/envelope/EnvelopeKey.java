package dev.dragoman.protocol.envelope;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that seals envelopes with HMAC-SHA256. Immutable, thread-safe; never shows its secret. */
public final class EnvelopeKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 16;

  private final String kid;
  private final SecretKeySpec secret;

  /**
   * A key.
   *
   * @param kid names it inside envelopes: 1 to 64 characters of {@code [a-zA-Z0-9_-]}
   * @param secret at least 16 bytes
   */
  public EnvelopeKey(String kid, byte[] secret) {
    if (!kid.matches("[a-zA-Z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("a kid has 1 to 64 letters, digits, - and _");
    }
    if (secret.length < LEAST_BYTES) {
      throw new IllegalArgumentException("an envelope key has at least 16 bytes");
    }
    this.kid = kid;
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  public String kid() {
    return kid;
  }

  byte[] sign(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  /** Whether {@code mac} is of {@code text}; takes as long for a wrong one as for the right one. */
  boolean isOf(String text, byte[] mac) {
    return MessageDigest.isEqual(sign(text), mac);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "EnvelopeKey[" + kid + "]";
  }
}
