package dev.dragoman.operator.monitoring;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What processes serve at {@code /metrics}, in Prometheus' text format 0.0.4: each metric of the
 * project with its type, its help and the labels of all of its series.
 */
public final class Exposition {
  private static final Pattern OURS = Pattern.compile("dragoman_|gen_ai_");
  private static final Pattern HELP = Pattern.compile("# HELP (\\S+) ?(.*)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\w+)");
  private static final Pattern SERIES = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Set<String> LABELS_OF_BUCKETS = Set.of("le", "quantile");
  private static final Pattern PARTS = Pattern.compile("_(?:bucket|count|sum)$");

  private final Map<String, Metric> metrics = new TreeMap<>();

  /** One metric. */
  static final class Metric {
    String type = "";
    String help = "";
    final Set<String> labels = new TreeSet<>();
  }

  /** Adds what one process serves. */
  public Exposition and(String text) {
    text.lines().forEach(this::line);
    return this;
  }

  private void line(String line) {
    Matcher help = HELP.matcher(line);
    Matcher type = TYPE.matcher(line);
    Matcher series = SERIES.matcher(line);
    if (help.matches()) {
      metric(help.group(1)).help = help.group(2);
    } else if (type.matches()) {
      metric(type.group(1)).type = type.group(2);
    } else if (series.matches() && series.group(2) != null) {
      Metric metric = metrics.get(series.group(1));
      if (metric == null) {
        metric = metric(PARTS.matcher(series.group(1)).replaceFirst(""));
      }
      Matcher label = LABEL.matcher(series.group(2));
      while (label.find()) {
        if (!LABELS_OF_BUCKETS.contains(label.group(1))) {
          metric.labels.add(label.group(1));
        }
      }
    }
  }

  private Metric metric(String name) {
    return metrics.computeIfAbsent(name, fresh -> new Metric());
  }

  /** The project's own, sorted by name; the largest value of each timer is part of that. */
  Map<String, Metric> own() {
    Map<String, Metric> own = new TreeMap<>();
    metrics.forEach((name, metric) -> {
      if (OURS.matcher(name).lookingAt() && !name.endsWith("_max")) {
        own.put(name, metric);
      }
    });
    return own;
  }
}
