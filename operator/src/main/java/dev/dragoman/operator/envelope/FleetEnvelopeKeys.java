package dev.dragoman.operator.envelope;

import dev.dragoman.operator.shared.SharedSecret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Secret with the keys, which all replicas of the operator share: one entry a key, named by its
 * kid, {@code <made at> <base64>}.
 */
public final class FleetEnvelopeKeys {
  /** In the operator's namespace. */
  public static final String SECRET = "dragoman-envelope-keys";

  private static final int KEY_BYTES = 32;
  private static final int KID_BYTES = 4;

  private final SharedSecret<EnvelopeKeys> secret;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * Keys of one fleet.
   *
   * @param namespace the operator's own
   */
  public FleetEnvelopeKeys(
      KubernetesClient client, String namespace, Clock clock, SecureRandom random) {
    this.secret =
        new SharedSecret<>(
            client,
            namespace,
            SECRET,
            new SharedSecret.Form<>(FleetEnvelopeKeys::read, FleetEnvelopeKeys::write));
    this.clock = clock;
    this.random = random;
  }

  /** The keys of now: read, and made, rotated or forgotten when that is due. */
  public EnvelopeKeys current() {
    return secret.agree(known ->
        known == null ? new EnvelopeKeys(List.of(mint())) : known.at(clock.instant(), this::mint));
  }

  private EnvelopeKey mint() {
    return new EnvelopeKey(
        HexFormat.of().formatHex(bytes(KID_BYTES)),
        clock.instant(),
        Base64.getEncoder().encodeToString(bytes(KEY_BYTES)));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Map<String, String> write(EnvelopeKeys keys) {
    Map<String, String> texts = new TreeMap<>();
    keys.keys().forEach(key -> texts.put(key.kid(), key.since() + " " + key.secret()));
    return texts;
  }

  /** An entry that cannot be read is left out, and without one there is nothing. */
  private static @Nullable EnvelopeKeys read(Map<String, String> texts) {
    List<EnvelopeKey> keys = new ArrayList<>();
    texts.forEach((kid, text) -> key(kid, text).ifPresent(keys::add));
    return keys.isEmpty() ? null : new EnvelopeKeys(keys);
  }

  private static Optional<EnvelopeKey> key(String kid, String text) {
    try {
      int gap = text.indexOf(' ');
      if (gap < 0 || Base64.getDecoder().decode(text.substring(gap + 1)).length != KEY_BYTES) {
        return Optional.empty();
      }
      return Optional.of(
          new EnvelopeKey(kid, Instant.parse(text.substring(0, gap)), text.substring(gap + 1)));
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  /** When {@link #current} may say something else. */
  public Instant due(EnvelopeKeys keys) {
    return keys.due(clock.instant());
  }
}
