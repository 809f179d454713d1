package dev.dragoman.fleet;

import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.resources.route.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Bounds on time that were set; the gateway's defaults fill the rest and yield to them. */
record TimeoutValues(
    @Nullable Duration connect,
    @Nullable Duration firstToken,
    @Nullable Duration idle,
    @Nullable Duration total) {
  static final TimeoutValues UNSET = new TimeoutValues(null, null, null, null);

  /** These bounds under the ones that {@code closer} sets. */
  TimeoutValues under(@Nullable Timeouts closer) {
    if (closer == null) {
      return this;
    }
    TimeoutValues merged =
        new TimeoutValues(
            bound(closer.connect(), connect),
            bound(closer.firstToken(), firstToken),
            bound(closer.idle(), idle),
            bound(closer.total(), total));
    merged.check();
    return merged;
  }

  private static @Nullable Duration bound(@Nullable String text, @Nullable Duration above) {
    Duration bound = Durations.orNull(text);
    if (bound != null && bound.isZero()) {
      throw new IllegalArgumentException("a bound on time is longer than zero");
    }
    return bound == null ? above : bound;
  }

  private void check() {
    order(connect, firstToken, "connect is longer than firstToken");
    order(firstToken, total, "firstToken is longer than total");
    order(idle, total, "idle is longer than total");
  }

  private static void order(@Nullable Duration left, @Nullable Duration right, String fault) {
    if (left != null && right != null && left.compareTo(right) > 0) {
      throw new IllegalArgumentException(
          fault + ", counting what the route says for all its backends");
    }
  }

  TimeoutsEntry orDefaults() {
    TimeoutsEntry usual = TimeoutsEntry.DEFAULT;
    Duration all = total == null ? longest(usual.total(), firstToken, idle) : total;
    Duration first = firstToken == null ? shorter(usual.firstToken(), all) : firstToken;
    return new TimeoutsEntry(
        connect == null ? shorter(usual.connect(), first) : connect,
        first,
        idle == null ? shorter(usual.idle(), all) : idle,
        all);
  }

  private static Duration shorter(Duration left, Duration right) {
    return left.compareTo(right) <= 0 ? left : right;
  }

  private static Duration longest(
      Duration first, @Nullable Duration second, @Nullable Duration third) {
    Duration longest = second != null && second.compareTo(first) > 0 ? second : first;
    return third != null && third.compareTo(longest) > 0 ? third : longest;
  }
}
