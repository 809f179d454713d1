package dev.dragoman.store.report;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.store.key.KeyItem;
import java.util.List;

/**
 * A key that is reported on.
 *
 * @param source who writes it
 * @param quotas that must allow as well
 */
public record ReportedKey(KeyEntry entry, KeyItem.Source source, List<QuotaEntry> quotas) {
  public ReportedKey {
    quotas = List.copyOf(quotas);
  }

  /** A key with those of {@code all} that it names. */
  public static ReportedKey of(KeyEntry entry, KeyItem.Source source, List<QuotaEntry> all) {
    return new ReportedKey(
        entry, source, all.stream().filter(quota -> entry.quotas().contains(quota.uid())).toList());
  }
}
