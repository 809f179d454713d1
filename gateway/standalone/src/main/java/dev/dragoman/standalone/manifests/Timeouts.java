package dev.dragoman.standalone.manifests;

import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.standalone.yaml.Fields;
import dev.dragoman.standalone.yaml.YamlCursor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The bounds that a manifest sets; null where it leaves them open. */
record Timeouts(
    @Nullable Duration connect,
    @Nullable Duration firstToken,
    @Nullable Duration idle,
    @Nullable Duration total) {
  static final Timeouts NONE = new Timeouts(null, null, null, null);
  private static final Fields FIELDS = Fields.of("connect", "firstToken", "idle", "total");

  /** Reads {@code timeouts} of a route or a backend over what stands above it. */
  static Timeouts read(YamlCursor owner, Timeouts above) {
    YamlCursor cursor = owner.mapping("timeouts");
    if (cursor == null) {
      return above;
    }
    cursor.allow(FIELDS);
    Timeouts merged =
        new Timeouts(
            bound(cursor, "connect", above.connect),
            bound(cursor, "firstToken", above.firstToken),
            bound(cursor, "idle", above.idle),
            bound(cursor, "total", above.total));
    merged.check(cursor);
    return merged;
  }

  private static @Nullable Duration bound(
      YamlCursor cursor, String field, @Nullable Duration above) {
    YamlCursor value = cursor.field(field);
    Duration bound = Durations.optional(value);
    if (value != null && bound != null && bound.isZero()) {
      value.problem("a bound on time is longer than zero");
    }
    return bound == null ? above : bound;
  }

  private void check(YamlCursor cursor) {
    if (longer(connect, firstToken)) {
      cursor.problem("connect must not be longer than firstToken");
    }
    if (longer(firstToken, total)) {
      cursor.problem("firstToken must not be longer than total");
    }
    if (longer(idle, total)) {
      cursor.problem("idle must not be longer than total");
    }
  }

  private static boolean longer(@Nullable Duration left, @Nullable Duration right) {
    return left != null && right != null && left.compareTo(right) > 0;
  }

  /** With the gateway's defaults, which yield to the bounds that were set. */
  TimeoutsEntry orDefaults() {
    TimeoutsEntry defaults = TimeoutsEntry.DEFAULT;
    Duration all = total == null ? max(defaults.total(), firstToken, idle) : total;
    Duration first = firstToken == null ? min(defaults.firstToken(), all) : firstToken;
    return new TimeoutsEntry(
        connect == null ? min(defaults.connect(), first) : connect,
        first,
        idle == null ? min(defaults.idle(), all) : idle,
        all);
  }

  private static Duration min(Duration left, Duration right) {
    return left.compareTo(right) <= 0 ? left : right;
  }

  private static Duration max(Duration first, @Nullable Duration... others) {
    Duration longest = first;
    for (Duration other : others) {
      if (other != null && other.compareTo(longest) > 0) {
        longest = other;
      }
    }
    return longest;
  }
}
