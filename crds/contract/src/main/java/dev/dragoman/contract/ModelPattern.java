package dev.dragoman.contract;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A public model name, or many: a name with at most one star at either end, or a star alone. Of the
 * patterns that fit a name the exact one wins, then the longest, then a prefix before a suffix, and
 * the star alone comes last.
 *
 * @param text as manifests write it
 */
public record ModelPattern(Kind kind, String fixed, String text)
    implements Comparable<ModelPattern> {
  /** The form of a pattern, strongest first. */
  public enum Kind {
    EXACT,
    PREFIX,
    SUFFIX,
    ANY
  }

  private static final Pattern SYNTAX =
      Pattern.compile("\\*|\\*?[A-Za-z0-9._:/@+\\-]+|[A-Za-z0-9._:/@+\\-]+\\*");
  private static final int MAX_LENGTH = 200;
  private static final Comparator<ModelPattern> STRONGEST_FIRST =
      Comparator.<ModelPattern, Boolean>comparing(pattern -> pattern.kind != Kind.EXACT)
          .thenComparing(Comparator.comparingInt((ModelPattern p) -> p.fixed.length()).reversed())
          .thenComparing(ModelPattern::kind)
          .thenComparing(ModelPattern::text);

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when {@code text} is none
   */
  public static ModelPattern of(String text) {
    Require.that(
        text.length() <= MAX_LENGTH && SYNTAX.matcher(text).matches(),
        String.format(Locale.ROOT, "\"%.200s\" is not a pattern of model names", text));
    if (text.equals("*")) {
      return new ModelPattern(Kind.ANY, "", text);
    }
    if (text.endsWith("*")) {
      return new ModelPattern(Kind.PREFIX, text.substring(0, text.length() - 1), text);
    }
    return text.startsWith("*")
        ? new ModelPattern(Kind.SUFFIX, text.substring(1), text)
        : new ModelPattern(Kind.EXACT, text, text);
  }

  /** Whether {@code name} fits. */
  public boolean matches(String name) {
    return switch (kind) {
      case EXACT -> name.equals(fixed);
      case PREFIX -> name.startsWith(fixed);
      case SUFFIX -> name.endsWith(fixed);
      case ANY -> true;
    };
  }

  /** Whether this is one name and not many. */
  public boolean isExact() {
    return kind == Kind.EXACT;
  }

  /** The stronger pattern first. */
  @Override
  public int compareTo(ModelPattern other) {
    return STRONGEST_FIRST.compare(this, other);
  }
}
