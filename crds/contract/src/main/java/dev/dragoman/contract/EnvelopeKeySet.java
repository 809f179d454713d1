package dev.dragoman.contract;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys that seal reasoning state on its way through clients, as they travel among the {@link
 * Credentials}: under names that no Secret can have, so that no reference reaches them and a pod
 * that does not know them passes them over.
 *
 * @param sealing kid of the key that seals; all of them open
 * @param secrets 256 bits in base64 by kid; see {@link #toString}
 */
public record EnvelopeKeySet(String sealing, Map<String, String> secrets) {
  private static final String KEY = "envelope-key:";
  private static final String SEALING = "envelope-sealing:";

  public EnvelopeKeySet {
    Require.text(sealing, "sealing");
    secrets = Require.sorted(secrets);
    Require.that(secrets.containsKey(sealing), "the key that seals is not among the keys");
  }

  /** The keys among the values of credentials, if they are there. */
  public static Optional<EnvelopeKeySet> in(Map<String, String> values) {
    String sealing = values.get(SEALING);
    Map<String, String> secrets = new HashMap<>();
    values.forEach((name, value) -> {
      if (name.startsWith(KEY)) {
        secrets.put(name.substring(KEY.length()), value);
      }
    });
    return sealing == null || !secrets.containsKey(sealing)
        ? Optional.empty()
        : Optional.of(new EnvelopeKeySet(sealing, secrets));
  }

  /** The keys as values of credentials. */
  public Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    values.put(SEALING, sealing);
    secrets.forEach((kid, secret) -> values.put(KEY + kid, secret));
    return values;
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "EnvelopeKeySet[sealing=" + sealing + ", " + secrets.size() + " keys]";
  }
}
