package dev.dragoman.standalone.yaml;

import java.util.ArrayList;
import java.util.List;

/** The problems found so far. One for a reading; not thread-safe. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  public void add(Problem problem) {
    found.add(problem);
  }

  public void add(Place place, String reason) {
    found.add(place.problem(reason));
  }

  /** How many there are: an object that added none is whole. */
  public int count() {
    return found.size();
  }

  public List<Problem> inReadingOrder() {
    return found.stream().sorted(Problem.READING_ORDER).toList();
  }
}
