package dev.dragoman.fleet;

import dev.dragoman.fleet.SpecFields.SpecField;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a spec must have and has not. An API server lets no such object in; but an object may
 * be newer than this build, and what a build cannot read of it is absent here: a value of a later
 * version, or one of another type. Such an object is judged, and nothing else is made of it.
 */
final class SpecCheck {
  private static final String WHY = "missing, or not known to this version";

  private final Set<String> found = new TreeSet<>();

  private SpecCheck() {}

  /**
   * What is missing; empty when the spec can be read.
   *
   * @param unread places whose value could not be read
   */
  static List<Problem> problems(@Nullable Object spec, List<String> unread) {
    SpecCheck check = new SpecCheck();
    check.found.addAll(unread);
    check.value(spec, "spec", true);
    return check.found.isEmpty()
        ? List.of()
        : List.of(new Problem.Unsupported(List.copyOf(check.found), WHY));
  }

  private void value(@Nullable Object value, String place, boolean needed) {
    switch (value) {
      case null -> {
        if (needed) {
          found.add(place);
        }
      }
      case List<?> items -> {
        for (int i = 0; i < items.size(); i++) {
          value(items.get(i), place + "[" + i + "]", true);
        }
      }
      case Map<?, ?> entries ->
          entries.forEach((key, item) -> value(item, place + "." + key, true));
      case Record object -> {
        for (SpecField field : SpecFields.of(object.getClass())) {
          value(field.of(object), place + "." + field.name(), field.required());
        }
      }
      default -> {}
    }
  }
}
