package dev.dragoman.fleet;

import dev.dragoman.fleet.SpecFields.SpecField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a spec sets, to something other than the default, and this version does not act on, or
 * not everywhere.
 */
final class HonourCheck {
  private static final String WHY = "not supported by this version";

  private final Leaves leaves;

  private HonourCheck(Leaves leaves) {
    this.leaves = leaves;
  }

  /** Is told of each value that is not the default. */
  @FunctionalInterface
  private interface Leaves {
    /**
     * @param path as in {@code honoured.txt}
     * @param place as in a message
     */
    void at(String path, String place, String text);
  }

  static List<Problem> of(Honoured honoured, Kind kind, Record spec) {
    Set<String> found = new TreeSet<>();
    new HonourCheck(
            (path, place, text) -> {
              if (!honoured.honours(kind, path, text)) {
                boolean onlySome = honoured.honours(kind, path);
                found.add(onlySome ? place + "=" + text : place);
              }
            })
        .fields(spec, "", "");
    return found.isEmpty() ? List.of() : List.of(new Problem.Unsupported(List.copyOf(found), WHY));
  }

  /** What the spec sets, to something other than the default, for the operator alone. */
  static Set<String> clusterOnly(Honoured honoured, Kind kind, Record spec) {
    Set<String> found = new TreeSet<>();
    new HonourCheck(
            (path, place, _) -> {
              if (honoured.scope(kind, path).equals(Optional.of(Honoured.Scope.Cluster))) {
                found.add(place);
              }
            })
        .fields(spec, "", "");
    return found;
  }

  private void fields(Record owner, String path, String place) {
    for (SpecField field : SpecFields.of(owner.getClass())) {
      Object value = field.of(owner);
      if (value == null) {
        continue;
      }
      String below = path.isEmpty() ? field.name() : path + "." + field.name();
      String there = place.isEmpty() ? "spec." + field.name() : place + "." + field.name();
      value(value, field.defaultText(), below, there);
    }
  }

  private void value(@Nullable Object value, @Nullable String fallback, String path, String place) {
    switch (value) {
      case null -> {}
      case List<?> items -> items(items, fallback, path, place);
      case Map<?, ?> entries ->
          entries.forEach((key, item) -> value(item, null, path + "{}", place + "." + key));
      case Record object -> fields(object, path, place);
      default -> leaf(String.valueOf(value), fallback, path, place);
    }
  }

  private void items(List<?> items, @Nullable String fallback, String path, String place) {
    if (fallback != null && isDefault(items, fallback)) {
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      value(items.get(i), null, path + "[]", place + "[" + i + "]");
    }
  }

  private static boolean isDefault(List<?> items, String fallback) {
    List<String> words = new ArrayList<>();
    items.forEach(item -> words.add("\"" + item + "\""));
    return words.toString().equals(fallback) || items.toString().equals(fallback);
  }

  private void leaf(String text, @Nullable String fallback, String path, String place) {
    if (!text.equals(fallback)) {
      leaves.at(path, place, text);
    }
  }
}
