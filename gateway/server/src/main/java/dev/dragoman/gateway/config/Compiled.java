package dev.dragoman.gateway.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was made of one entry.
 *
 * @param source all that it was made of: the entry and what that refers to
 * @param made null where this build does not serve the entry
 * @param problems what is left out and why, each naming its entry
 */
record Compiled<S, T>(S source, @Nullable T made, List<String> problems) {
  Compiled {
    problems = List.copyOf(problems);
  }

  static <S, T> Compiled<S, T> of(S source, T made) {
    return new Compiled<>(source, made, List.of());
  }

  static <S, T> Compiled<S, T> leftOut(S source, String problem) {
    return new Compiled<>(source, null, List.of(problem));
  }
}
