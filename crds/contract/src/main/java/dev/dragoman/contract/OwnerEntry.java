package dev.dragoman.contract;

import org.jspecify.annotations.Nullable;

/**
 * Whom usage belongs to.
 *
 * @param team the only one of these that becomes a label of metrics
 */
public record OwnerEntry(
    String team, @Nullable String contact, @Nullable String costCenter, @Nullable String purpose) {
  public OwnerEntry {
    Require.text(team, "team");
  }
}
