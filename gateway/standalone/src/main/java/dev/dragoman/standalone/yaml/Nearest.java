package dev.dragoman.standalone.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that a person most likely meant. */
public final class Nearest {
  private static final int FARTHEST = 3;

  private Nearest() {}

  /** {@code "; did you mean x?"}, or nothing when no known name is near. */
  public static String hint(String written, Collection<String> known) {
    return of(written, known).map(name -> "; did you mean " + name + "?").orElse("");
  }

  static Optional<String> of(String written, Collection<String> known) {
    int bound = Math.min(FARTHEST, 1 + written.length() / 4);
    return known.stream()
        .filter(name -> distance(written, name) <= bound)
        .min(
            Comparator.comparingInt((String name) -> distance(written, name))
                .thenComparing(n -> n));
  }

  /** Insertions, deletions and substitutions between two words, letter case aside. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substituted, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
