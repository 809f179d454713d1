package dev.dragoman.admission;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code x-kubernetes-validations}.
 *
 * @param cause how a breach is reported
 * @param fieldPath where a breach is reported, below the node of the rule
 */
record Rule(String expression, String message, Cause cause, @Nullable String fieldPath) {
  private static final Set<String> KEYWORDS = Set.of("rule", "message", "reason", "fieldPath");

  /** Refuses what would be judged differently by an API server. */
  static Rule of(Map<String, @Nullable Object> entry) {
    if (!KEYWORDS.containsAll(entry.keySet())) {
      throw new IllegalArgumentException("a rule with more than " + KEYWORDS + ": " + entry);
    }
    String expression = String.valueOf(entry.get("rule")).strip();
    Object message = entry.get("message");
    return new Rule(
        expression,
        message == null ? "failed rule: " + expression : message.toString().strip(),
        causeOf(entry.get("reason")),
        (String) entry.get("fieldPath"));
  }

  private static Cause causeOf(@Nullable Object reason) {
    if (reason == null) {
      return Cause.INVALID;
    }
    for (Cause cause : Cause.values()) {
      if (cause.reason().equals(reason)) {
        return cause;
      }
    }
    throw new IllegalArgumentException("a rule with the reason " + reason);
  }

  /** A breach, said as the reason demands. */
  Violation breach(FieldPath path, String type) {
    FieldPath at = fieldPath == null ? path : new FieldPath(path.text() + fieldPath);
    return switch (cause) {
      case REQUIRED, FORBIDDEN -> Violation.bare(at, cause, message);
      case DUPLICATE -> Violation.of(at, cause, type, "");
      case MALFORMED, UNKNOWN_FIELD, INVALID, WRONG_TYPE, NOT_SUPPORTED, TOO_LONG, TOO_MANY ->
          Violation.of(at, Cause.INVALID, type, message);
    };
  }
}
