package dev.dragoman.admission;

import dev.dragoman.admission.MetadataType.Fields;
import dev.dragoman.admission.MetadataType.Leaf;
import dev.dragoman.admission.MetadataType.ListOf;
import dev.dragoman.admission.MetadataType.MapOf;
import java.util.List;
import java.util.Map;

/**
 * The line about metadata of a wrong type. An API server names types of its own source there, and
 * often not the field; this one names the field, what was found in it and what to do. It does not
 * repeat the value: an annotation can hold anything.
 */
final class Misfit {
  private static final String SERVER_SETS_IT = "leave it out, the API server sets it";

  private Misfit() {}

  static Violation of(FieldPath path, MetadataType type, Object value) {
    return Violation.malformed(
        path,
        "must be " + wanted(type) + ", not " + found(type, value) + ": " + remedy(type, value));
  }

  private static String wanted(MetadataType type) {
    return switch (type) {
      case Leaf leaf ->
          switch (leaf) {
            case TEXT -> "a string";
            case WHOLE_NUMBER -> "a whole number of 64 bits";
            case FLAG -> "true or false";
            case TIME -> "a time such as 2026-01-31T08:00:00Z";
            case ANYTHING -> "anything";
          };
      case ListOf _ -> "a list";
      case MapOf _, Fields _ -> "a map";
    };
  }

  private static String found(MetadataType type, Object value) {
    return switch (value) {
      case String _ -> type == Leaf.TIME ? "another string" : "a string";
      case Boolean _ -> "a boolean";
      case Number _ -> type == Leaf.WHOLE_NUMBER ? "another number" : "a number";
      case List<?> _ -> "a list";
      case Map<?, ?> _ -> "a map";
      default -> "something else";
    };
  }

  private static boolean isScalar(Object value) {
    return value instanceof Number || value instanceof Boolean;
  }

  private static String remedy(MetadataType type, Object value) {
    return switch (type) {
      case Leaf leaf ->
          switch (leaf) {
            case TEXT -> isScalar(value) ? "put it in quotes" : "write one text";
            case FLAG -> "write true or false, without quotes";
            case WHOLE_NUMBER, TIME -> SERVER_SETS_IT;
            case ANYTHING -> "leave it as it is";
          };
      case ListOf _ -> "begin each element with a dash";
      case MapOf _ -> "write a name, a colon and a string for each entry";
      case Fields _ -> "write a name, a colon and a value for each field";
    };
  }
}
