package dev.dragoman.admission;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The number of replicas as the scale subresource reads it, beside what the schema says. */
final class ScaleCheck {
  private ScaleCheck() {}

  static List<Violation> of(Map<String, @Nullable Object> object, String replicasPath) {
    FieldPath path = new FieldPath(replicasPath);
    Object value = object;
    for (String name : replicasPath.substring(1).split("\\.", -1)) {
      if (!(value instanceof Map<?, ?> map)) {
        return List.of(unreadable(path, value, "map[string]interface {}"));
      }
      if (!map.containsKey(name)) {
        return List.of();
      }
      value = map.get(name);
    }
    if (!(value instanceof Long replicas)) {
      return List.of(unreadable(path, value, "int64"));
    }
    if (replicas < 0) {
      return List.of(
          Violation.of(path, Cause.INVALID, replicas, "should be a non-negative integer"));
    }
    String most = "should be less than or equal to " + Integer.MAX_VALUE;
    return replicas > Integer.MAX_VALUE
        ? List.of(Violation.of(path, Cause.INVALID, replicas, most))
        : List.of();
  }

  private static Violation unreadable(FieldPath path, @Nullable Object value, String expected) {
    String detail =
        "%s accessor error: %s is of the type %s, expected %s"
            .formatted(path, print(value), goType(value), expected);
    return Violation.of(path, Cause.INVALID, 0L, detail);
  }

  private static String goType(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case String _ -> "string";
      case Boolean _ -> "bool";
      case Long _ -> "int64";
      case Double _ -> "float64";
      case List<?> _ -> "[]interface {}";
      default -> "map[string]interface {}";
    };
  }

  private static String print(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case Double number -> GoText.number(number);
      case List<?> list ->
          list.stream().map(ScaleCheck::print).collect(Collectors.joining(" ", "[", "]"));
      case Map<?, ?> map ->
          new TreeMap<>(Trees.copyOf(map))
              .entrySet().stream()
                  .map(entry -> entry.getKey() + ":" + print(entry.getValue()))
                  .collect(Collectors.joining(" ", "map[", "]"));
      default -> value.toString();
    };
  }
}
