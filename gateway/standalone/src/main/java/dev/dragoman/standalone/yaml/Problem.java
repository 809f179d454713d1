package dev.dragoman.standalone.yaml;

import java.util.Comparator;

/**
 * Why something is left out. Prints as {@code file:line: path: reason}.
 *
 * @param reason what is wrong and how to mend it; never a value that may be secret
 */
public record Problem(Place place, String reason) {
  /** The order in which a person reads files. */
  public static final Comparator<Problem> READING_ORDER =
      Comparator.comparing((Problem problem) -> problem.place().file())
          .thenComparingInt(problem -> problem.place().line());

  @Override
  public String toString() {
    String path = place.path().isEmpty() ? "" : place.path() + ": ";
    return place.file() + ":" + place.line() + ": " + path + reason;
  }
}
