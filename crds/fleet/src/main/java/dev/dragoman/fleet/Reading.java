package dev.dragoman.fleet;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with one spec while it is read. */
final class Reading {
  private final List<Problem> problems;

  Reading(List<Problem> first) {
    this.problems = new ArrayList<>(first);
  }

  /** What {@code reader} makes of a field; its complaint becomes a problem, and null the value. */
  <T> @Nullable T field(String path, Supplier<@Nullable T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      invalid(path, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** As {@link #field}, with a value to go on with where the field's is absent or wrong. */
  <T> T field(String path, T otherwise, Supplier<@Nullable T> reader) {
    T value = field(path, reader);
    return value == null ? otherwise : value;
  }

  void invalid(String path, String fault) {
    problems.add(new Problem.Invalid(path, fault));
  }

  void unsupported(String path, String why) {
    problems.add(new Problem.Unsupported(List.of(path), why));
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }
}
