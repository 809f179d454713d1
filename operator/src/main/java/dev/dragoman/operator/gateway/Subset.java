package dev.dragoman.operator.gateway;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object already says all that is wanted of it. What it says besides, defaults of the
 * API server and fields of others, does not matter. Lists have to be of the same length and in the
 * same order. Pure.
 */
final class Subset {
  /** Below these the API server writes quantities in its own way. */
  private static final Set<String> QUANTITIES = Set.of("requests", "limits", "sizeLimit");

  private Subset() {}

  static boolean holds(@Nullable Object wanted, @Nullable Object found) {
    return holds(wanted, found, false);
  }

  private static boolean holds(@Nullable Object wanted, @Nullable Object found, boolean quantity) {
    return switch (wanted) {
      case null -> true;
      case Map<?, ?> entries -> found instanceof Map<?, ?> other && all(entries, other, quantity);
      case List<?> items -> found instanceof List<?> others && all(items, others);
      default -> quantity ? sameQuantity(wanted, found) : same(wanted, found);
    };
  }

  private static boolean all(Map<?, ?> wanted, Map<?, ?> found, boolean quantity) {
    return wanted.entrySet().stream()
        .allMatch(entry ->
            holds(
                entry.getValue(),
                found.get(entry.getKey()),
                quantity || QUANTITIES.contains(String.valueOf(entry.getKey()))));
  }

  private static boolean all(List<?> wanted, List<?> found) {
    if (wanted.size() != found.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!holds(wanted.get(i), found.get(i), false)) {
        return false;
      }
    }
    return true;
  }

  /** Numbers come as int or as long, whatever fits. */
  private static boolean same(Object wanted, @Nullable Object found) {
    if (wanted instanceof Number one && found instanceof Number other) {
      return one.longValue() == other.longValue();
    }
    return wanted.equals(found);
  }

  private static boolean sameQuantity(Object wanted, @Nullable Object found) {
    if (found == null) {
      return false;
    }
    Quantity one = new Quantity(wanted.toString());
    Quantity other = new Quantity(found.toString());
    return one.getNumericalAmount().compareTo(other.getNumericalAmount()) == 0;
  }
}
