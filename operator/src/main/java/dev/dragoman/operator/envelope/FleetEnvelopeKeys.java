package dev.dragoman.operator.envelope;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
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
 * kid, {@code <made at> <base64>}. Written by compare-and-swap, so replicas agree.
 */
public final class FleetEnvelopeKeys {
  /** In the operator's namespace. */
  public static final String SECRET = "dragoman-envelope-keys";

  private static final int KEY_BYTES = 32;
  private static final int KID_BYTES = 4;

  /** Swaps that replicas may lose to each other in a row. */
  private static final int ATTEMPTS = 5;

  private final KubernetesClient client;
  private final String namespace;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * Keys of one fleet.
   *
   * @param namespace the operator's own
   */
  public FleetEnvelopeKeys(
      KubernetesClient client, String namespace, Clock clock, SecureRandom random) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
    this.random = random;
  }

  /** The keys of now: read, and made, rotated or forgotten when that is due. */
  public EnvelopeKeys current() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Secret> stored =
          Optional.ofNullable(client.secrets().inNamespace(namespace).withName(SECRET).get());
      EnvelopeKeys known = stored.flatMap(FleetEnvelopeKeys::read).orElse(null);
      EnvelopeKeys due =
          known == null ? new EnvelopeKeys(List.of(mint())) : known.at(clock.instant(), this::mint);
      String version = stored.map(secret -> secret.getMetadata().getResourceVersion()).orElse(null);
      if (due.equals(known) || swap(due, version)) {
        return due;
      }
    }
    throw new IllegalStateException("Secret " + SECRET + " is written by others all the time");
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

  private boolean swap(EnvelopeKeys keys, @Nullable String version) {
    Map<String, String> data = new TreeMap<>();
    for (EnvelopeKey key : keys.keys()) {
      String text = key.since() + " " + key.secret();
      data.put(
          key.kid(), Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII)));
    }
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(SECRET)
            .withResourceVersion(version)
            .addToLabels("app.kubernetes.io/managed-by", "dragoman-operator")
            .addToLabels("app.kubernetes.io/part-of", "dragoman")
            .endMetadata()
            .withType("Opaque")
            .withData(data)
            .build();
    try {
      if (version == null) {
        client.secrets().resource(secret).create();
      } else {
        client.secrets().resource(secret).update();
      }
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || (version != null && e.getCode() == HttpURLConnection.HTTP_NOT_FOUND)) {
        return false;
      }
      throw e;
    }
  }

  /** An entry that cannot be read is left out, and the Secret without one counts as empty. */
  private static Optional<EnvelopeKeys> read(Secret secret) {
    List<EnvelopeKey> keys = new ArrayList<>();
    secret.getData().forEach((kid, base64) -> key(kid, base64).ifPresent(keys::add));
    return keys.isEmpty() ? Optional.empty() : Optional.of(new EnvelopeKeys(keys));
  }

  private static Optional<EnvelopeKey> key(String kid, String base64) {
    try {
      String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.US_ASCII);
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
