package dev.dragoman.protocol.envelope;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rings of keys that a test makes up. */
public final class Keys {
  private Keys() {}

  /** A key whose bytes are all {@code fill}. */
  public static EnvelopeKey key(String kid, int fill) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) fill);
    return new EnvelopeKey(kid, secret);
  }

  /** The first key seals, all of them open. */
  public static KeyRing ring(EnvelopeKey... keys) {
    Map<String, EnvelopeKey> byKid = new HashMap<>();
    for (EnvelopeKey key : keys) {
      byKid.put(key.kid(), key);
    }
    return new KeyRing() {
      @Override
      public @Nullable EnvelopeKey sealing() {
        return keys.length == 0 ? null : keys[0];
      }

      @Override
      public @Nullable EnvelopeKey byKid(String kid) {
        return byKid.get(kid);
      }
    };
  }
}
