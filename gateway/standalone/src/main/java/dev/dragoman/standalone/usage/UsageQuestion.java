package dev.dragoman.standalone.usage;

import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.report.UsageBy;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is asked.
 *
 * @param from first day, in UTC
 * @param to last day
 * @param key {@code namespace/name}, name alone, or public id of one key; null for all
 */
public record UsageQuestion(LocalDate from, LocalDate to, UsageBy by, @Nullable String key) {
  /**
   * Those of {@code keys} that are asked for: all, or one.
   *
   * @throws StartRefused when no key is called so, or several are
   */
  <T> List<T> chosen(List<T> keys, Function<T, KeyReport> report) {
    String wanted = key;
    if (wanted == null) {
      return keys;
    }
    List<T> fitting = keys.stream().filter(each -> isCalled(report.apply(each), wanted)).toList();
    if (fitting.size() != 1) {
      throw StartRefused.misconfigured(
          "--key: "
              + (fitting.isEmpty() ? "no key is called so" : "several keys are called so")
              + "; known: "
              + String.join(", ", keys.stream().map(each -> report.apply(each).name()).toList()));
    }
    return fitting;
  }

  private static boolean isCalled(KeyReport key, String wanted) {
    return key.name().equals(wanted)
        || key.name().endsWith("/" + wanted)
        || key.keyId().equals(wanted);
  }
}
