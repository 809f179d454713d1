package dev.dragoman.operator.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads queries of Prometheus as far as needed to know what they ask for. */
final class Queries {
  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"|'[^']*'");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:dragoman|gen_ai|up|process|jvm|reactor)[:_a-z0-9]*\\b");

  private Queries() {}

  /** The metrics and recorded series that a query names. */
  static Set<String> metrics(String query) {
    Set<String> names = new TreeSet<>();
    // Labels may be called like metrics, but only beside a value or in a list of labels.
    String bare =
        STRING
            .matcher(query)
            .replaceAll("\"\"")
            .replaceAll("\\{[^}]*}", "")
            .replaceAll("\\b(?:by|without|on|ignoring|group_left)\\s*\\([^)]*\\)", "");
    Matcher found = METRIC.matcher(bare);
    while (found.find()) {
      names.add(found.group());
    }
    return names;
  }
}
