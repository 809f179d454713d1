package dev.dragoman.admission;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an API server would say to an object.
 *
 * @param object the object as it would be stored: unknown fields and its own status dropped,
 *     defaults filled in
 * @param violations why it is refused; empty when it is accepted
 * @param complete false when rules were left unchecked because the object is too broken for them:
 *     mending these faults may bring up others
 */
public record Verdict(
    Map<String, @Nullable Object> object, List<Violation> violations, boolean complete) {
  public Verdict {
    object = Collections.unmodifiableMap(object);
    violations = List.copyOf(violations);
  }

  public boolean accepted() {
    return violations.isEmpty();
  }
}
