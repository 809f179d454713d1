package dev.dragoman.standalone;

import dev.dragoman.standalone.cluster.Found;
import dev.dragoman.standalone.cluster.Found.Lagging;
import dev.dragoman.standalone.cluster.Found.Rollout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The state of a cluster as people and as programs read it. */
final class StatusText {
  private StatusText() {}

  /**
   * One line an object, the objects in one column; what is not in force has its reasons below it,
   * and a gateway the pods that run something else.
   */
  static String of(List<Found> found) {
    if (found.isEmpty()) {
      return "no objects of dragoman.dev\n";
    }
    int width = found.stream().mapToInt(each -> each.object().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Found each : found) {
      text.append(each.object())
          .append(" ".repeat(width - each.object().length()))
          .append(each.isInForce() ? "  in force" : "  NOT in force")
          .append(progress(each.rollout()))
          .append("\n");
      each.reasons().forEach(reason -> text.append("  ").append(oneLine(reason)).append("\n"));
      each.pods().forEach(pod -> text.append("  ").append(oneLine(pod(pod))).append("\n"));
    }
    long missing = found.stream().filter(each -> !each.isInForce()).count();
    return text.append("%d objects, %d not in force\n".formatted(found.size(), missing)).toString();
  }

  private static String progress(@Nullable Rollout rollout) {
    if (rollout == null) {
      return "";
    }
    String pods = rollout.summary() == null ? "" : ", " + rollout.summary() + " pods";
    return rollout.generation() == null ? pods : ", generation " + rollout.generation() + pods;
  }

  private static String pod(Lagging pod) {
    String runs = pod.generation() == null ? "nothing" : "generation " + pod.generation();
    return "pod " + pod.pod() + " runs " + runs + (pod.reason() == null ? "" : ": " + pod.reason());
  }

  /** Messages quote what objects say, which may hold anything. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
  }

  /** The same as a tree. */
  static Map<String, Object> fields(List<Found> found) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("inForce", found.stream().allMatch(Found::isInForce));
    fields.put("objects", found.stream().map(StatusText::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Found found) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("object", found.object());
    fields.put("inForce", found.isInForce());
    fields.put("generation", found.generation());
    fields.put("observedGeneration", Objects.requireNonNullElse(found.observed(), -1L));
    fields.put("conditions", found.conditions());
    if (found.rollout() != null) {
      fields.put("rollout", found.rollout());
    }
    if (!found.pods().isEmpty()) {
      fields.put("laggards", found.pods());
    }
    return fields;
  }
}
