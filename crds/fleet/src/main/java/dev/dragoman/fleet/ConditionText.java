package dev.dragoman.fleet;

import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.ConditionStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Conditions as people read them. An object is one line, {@code Kind namespace/name}; below it each
 * condition is one, {@code Type Status Reason: message}, indented and in columns. No times, no
 * places in files: equal fleets give equal text.
 */
public final class ConditionText {
  /** Times are not shown. */
  private static final ConditionsOf CONDITIONS =
      new ConditionsOf(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  private static final int STATUS_WIDTH =
      Arrays.stream(ConditionStatus.values())
          .mapToInt(status -> status.name().length())
          .max()
          .orElseThrow();

  private ConditionText() {}

  /**
   * All objects by kind, namespace and name, an empty line between two of them; ends with a line
   * break. Empty when there is no object.
   */
  public static String of(ResolvedFleet fleet) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(fleet.verdicts())
        .forEach((id, verdict) -> {
          text.append(text.isEmpty() ? "" : "\n");
          text.append(of(id, CONDITIONS.of(verdict, List.of())));
        });
    return text.toString();
  }

  /** One object with its conditions in the order given; each line ends with a line break. */
  public static String of(ObjectId id, List<Condition> conditions) {
    int width = conditions.stream().mapToInt(c -> c.type().length()).max().orElse(0);
    StringBuilder text = new StringBuilder(id.toString()).append("\n");
    for (Condition condition : conditions) {
      text.append("  ")
          .append(padded(condition.type(), width))
          .append("  ")
          .append(padded(statusOf(condition).name(), STATUS_WIDTH))
          .append("  ")
          .append(condition.reason())
          .append(": ")
          .append(oneLine(condition.message()))
          .append("\n");
    }
    return text.toString();
  }

  /** A word that this version does not know was read as none. */
  private static ConditionStatus statusOf(Condition condition) {
    ConditionStatus status = condition.status();
    return status == null ? ConditionStatus.Unknown : status;
  }

  private static String padded(String word, int width) {
    return word + " ".repeat(Math.max(0, width - word.length()));
  }

  /** Messages quote what manifests say, which may hold anything. */
  private static String oneLine(String message) {
    return message.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
  }
}
