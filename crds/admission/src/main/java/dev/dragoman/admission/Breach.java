package dev.dragoman.admission;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A keyword of the schema that a value does not meet, and how an API server says so.
 *
 * @param keyword the keyword's name in JSON Schema
 * @param value the value; of {@code required} the object that lacks the field
 */
record Breach(String keyword, FieldPath path, Schema schema, @Nullable Object value) {

  Violation violation() {
    return switch (keyword) {
      case "required" -> Violation.bare(path, Cause.REQUIRED, "");
      case "type" -> wrongType();
      case "format" -> said(Cause.WRONG_TYPE, value, ofType(schema.format(), value));
      case "enum" -> Violation.of(path, Cause.NOT_SUPPORTED, value, supportedValues());
      case "pattern" -> said(Cause.INVALID, value, "should match '" + limit() + "'");
      case "maxLength" ->
          Violation.bare(path, Cause.TOO_LONG, atMost("may not be more than", "byte"));
      case "minLength" ->
          said(Cause.INVALID, value, "should be at least " + limit() + " chars long");
      case "maxItems", "maxProperties" ->
          Violation.of(path, Cause.TOO_MANY, size(), atMost("must have at most", "item"));
      case "minItems" -> said(Cause.INVALID, size(), "should have at least " + limit() + " items");
      case "minProperties" ->
          said(Cause.INVALID, size(), "should have at least " + limit() + " properties");
      case "minimum" -> said(Cause.INVALID, value, "should be greater than or equal to " + limit());
      case "maximum" -> said(Cause.INVALID, value, "should be less than or equal to " + limit());
      default -> throw new IllegalStateException("no words for the keyword " + keyword);
    };
  }

  private Violation said(Cause cause, @Nullable Object shown, String detail) {
    return Violation.of(path, cause, shown, path + " in body " + detail);
  }

  /** An API server judges a value that is no text by the format first, when there is one. */
  private Violation wrongType() {
    boolean byFormat = schema.isTime() && !(value instanceof String);
    String expected =
        byFormat ? schema.format() : schema.intOrString() ? "integer,string" : schema.type();
    String actual = byFormat ? formatOf(value) : typeOf(value);
    return said(Cause.WRONG_TYPE, actual, ofType(expected, actual));
  }

  private static String ofType(String expected, @Nullable Object actual) {
    return "must be of type " + expected + ": " + GoText.of(actual);
  }

  private String supportedValues() {
    return Trees.listOf(schema.keyword("enum")).stream()
        .map(word -> GoText.quote(String.valueOf(word)))
        .collect(Collectors.joining(", ", "supported values: ", ""));
  }

  private String atMost(String start, String unit) {
    String limit = limit();
    return start + " " + limit + " " + (limit.equals("1") ? unit : unit + "s");
  }

  private String limit() {
    Object limit = schema.keyword(keyword);
    return limit instanceof Double number ? GoText.number(number) : String.valueOf(limit);
  }

  private long size() {
    return switch (value) {
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case null, default -> 0;
    };
  }

  private static String typeOf(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String _ -> "string";
      case Boolean _ -> "boolean";
      case Long _ -> "integer";
      case Double _ -> "number";
      case List<?> _ -> "array";
      default -> "object";
    };
  }

  private static String formatOf(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Long _ -> "int64";
      case Double _ -> "double";
      default -> "";
    };
  }
}
