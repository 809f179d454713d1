package dev.dragoman.store.report;

import dev.dragoman.store.usage.UsageTotals;

/** What usage is added up by. Named as people write it. */
public enum UsageBy {
  day,
  key,
  team,
  route,
  provider,
  model;

  /** The group that a total belongs to; {@code -} for keys without a team. */
  String groupOf(UsageTotals totals) {
    return switch (this) {
      case day -> totals.day().toString();
      case key -> totals.labels().keyName();
      case team -> totals.labels().team() == null ? "-" : totals.labels().team();
      case route -> totals.labels().route();
      case provider -> totals.labels().provider();
      case model -> totals.labels().model();
    };
  }
}
