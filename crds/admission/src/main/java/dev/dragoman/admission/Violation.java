package dev.dragoman.admission;

import org.jspecify.annotations.Nullable;

/**
 * One fault of an object. Messages repeat values, as those of an API server do; no field of the
 * resources can hold a secret.
 *
 * @param field the path of the field, as in {@code spec.backends[0].name}
 * @param message what an API server says after the field
 */
public record Violation(String field, Cause cause, String message) {

  static Violation unknown(FieldPath path) {
    return new Violation(
        path.text(), Cause.UNKNOWN_FIELD, "unknown field " + GoText.quote(path.text()));
  }

  /** A fault that does not repeat the value. */
  static Violation bare(FieldPath path, Cause cause, String detail) {
    return new Violation(
        path.text(), cause, detail.isEmpty() ? cause.label() : cause.label() + ": " + detail);
  }

  /** A fault that repeats the value. */
  static Violation of(FieldPath path, Cause cause, @Nullable Object value, String detail) {
    String start = cause.label() + ": " + GoText.of(value);
    return new Violation(path.text(), cause, detail.isEmpty() ? start : start + ": " + detail);
  }

  @Override
  public String toString() {
    return cause == Cause.UNKNOWN_FIELD ? message : field + ": " + message;
  }
}
