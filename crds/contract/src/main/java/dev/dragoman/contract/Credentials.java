package dev.dragoman.contract;

import java.util.Map;

/**
 * The values of all credentials that a configuration names. They travel apart from it, over TLS or
 * in a Secret, and are kept in memory only.
 *
 * @param revision grows with each change
 * @param values by the name of a {@link CredentialRef}; see {@link #toString}
 */
public record Credentials(long revision, Map<String, String> values) {
  public static final Credentials NONE = new Credentials(0, Map.of());

  public Credentials {
    Require.atLeast(0, revision, "revision");
    values = Require.sorted(values);
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "Credentials[revision=" + revision + ", " + values.size() + " values]";
  }
}
