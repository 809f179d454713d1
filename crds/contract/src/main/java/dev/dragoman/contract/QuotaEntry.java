package dev.dragoman.contract;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bounds that several keys share.
 *
 * @param name {@code namespace/name} of the quota's manifest
 * @param uid what keys name it by, and what spending is kept by
 * @param suspended whether all its keys are refused
 */
public record QuotaEntry(
    String name,
    String uid,
    boolean suspended,
    SpendPolicy spend,
    @Nullable OwnerEntry owner,
    Map<String, String> tags) {
  public QuotaEntry {
    Require.text(name, "name");
    Require.text(uid, "uid");
    tags = Require.sorted(tags);
  }
}
