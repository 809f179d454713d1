package dev.dragoman.contract;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the compact constructors of entries demand; each fault names the component. Large fleets
 * make many entries, so the text of a fault is made only where there is one.
 */
final class Require {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Require() {}

  static void text(String value, String component) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(component + " must not be empty");
    }
  }

  static void atLeast(long least, long value, String component) {
    if (value < least) {
      throw new IllegalArgumentException(component + " must be at least " + least);
    }
  }

  static void within(long least, long most, long value, String component) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(component + " must be between " + least + " and " + most);
    }
  }

  static void notNegative(Duration value, String component) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(component + " must not be negative");
    }
  }

  static void sha256(String value, String component) {
    if (!SHA256.matcher(value).matches()) {
      throw new IllegalArgumentException(component + " must be 64 lower-case hex digits");
    }
  }

  static <T> void unique(Collection<T> items, Function<T, String> name, String component) {
    Set<String> seen = HashSet.newHashSet(items.size());
    for (T item : items) {
      if (!seen.add(name.apply(item))) {
        throw new IllegalArgumentException(component + ": " + name.apply(item) + " stands twice");
      }
    }
  }

  /** A copy in the order of its keys. */
  static <K extends Comparable<K>, V> Map<K, V> sorted(Map<K, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  static void that(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException(fault);
    }
  }
}
