package dev.dragoman.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found about one object.
 *
 * @param generation of the spec that was judged, null where the object has none
 * @param problems the gravest first
 */
public record Verdict(ObjectId id, @Nullable Long generation, List<Problem> problems) {
  public Verdict {
    problems = List.copyOf(problems);
  }

  /** Whether the object is accepted. */
  public boolean accepted() {
    return problems.stream().noneMatch(Problem::refuses);
  }
}
