package dev.dragoman.gateway.config;

import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.EnvelopeKeySet;
import dev.dragoman.protocol.envelope.EnvelopeKey;
import dev.dragoman.protocol.envelope.KeyRing;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fleet's envelope keys as they came with the credentials. Immutable. */
final class FleetKeyRing implements KeyRing {
  private final @Nullable EnvelopeKey sealing;
  private final Map<String, EnvelopeKey> byKid;

  private FleetKeyRing(@Nullable EnvelopeKey sealing, Map<String, EnvelopeKey> byKid) {
    this.sealing = sealing;
    this.byKid = Map.copyOf(byKid);
  }

  /**
   * The keys among {@code credentials}; none where no source has any.
   *
   * @throws IllegalArgumentException for a key that is none, without showing it
   */
  static KeyRing of(Map<CredentialRef, String> credentials) {
    Map<String, String> values = new HashMap<>();
    credentials.forEach((ref, value) -> values.put(ref.name(), value));
    EnvelopeKeySet set = EnvelopeKeySet.in(values).orElse(null);
    if (set == null) {
      return KeyRing.EMPTY;
    }
    Map<String, EnvelopeKey> byKid = new HashMap<>();
    set.secrets().forEach((kid, secret) -> byKid.put(kid, key(kid, secret)));
    return new FleetKeyRing(byKid.get(set.sealing()), byKid);
  }

  private static EnvelopeKey key(String kid, String secret) {
    try {
      return new EnvelopeKey(kid, Base64.getDecoder().decode(secret));
    } catch (IllegalArgumentException e) {
      // Whatever it says may quote the secret.
      throw new IllegalArgumentException("envelope key " + kid + " is not 256 bits in base64");
    }
  }

  @Override
  public @Nullable EnvelopeKey sealing() {
    return sealing;
  }

  @Override
  public @Nullable EnvelopeKey byKid(String kid) {
    return byKid.get(kid);
  }
}
