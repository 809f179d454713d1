package dev.dragoman.standalone.usage;

import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.report.UsageReport;
import java.util.List;

/**
 * What was used, and how the keys stand.
 *
 * @param keys those that were asked for, by name
 */
public record UsageAnswer(UsageReport usage, List<KeyReport> keys) {
  public UsageAnswer {
    keys = List.copyOf(keys);
  }
}
