package dev.dragoman.admission;

import org.jspecify.annotations.Nullable;

/**
 * One fault of an object. Messages repeat values, as those of an API server do, but never the value
 * of an annotation; no other field of the resources can hold a secret.
 *
 * @param field the path of the field, as in {@code spec.backends[0].name}
 * @param message what an API server says after the field; own words when malformed
 */
public record Violation(String field, Cause cause, String message) {

  static Violation unknown(FieldPath path) {
    return new Violation(
        path.text(), Cause.UNKNOWN_FIELD, "unknown field " + GoText.quote(path.text()));
  }

  /** A value that does not fit its field, in own words. */
  static Violation malformed(FieldPath path, String detail) {
    return new Violation(path.text(), Cause.MALFORMED, detail);
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
