package dev.dragoman.standalone.cluster;

import dev.dragoman.standalone.cluster.Found.Lagging;
import dev.dragoman.standalone.cluster.Found.Rollout;
import dev.dragoman.standalone.cluster.Found.Said;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds in the tree of an object what people want to know; what is not there is left out. */
final class StatusReading {
  private StatusReading() {}

  static Found of(String kind, GenericKubernetesResource object) {
    Map<?, ?> status = map(object.getAdditionalProperties().get("status"));
    Long generation = object.getMetadata().getGeneration();
    return new Found(
        kind + " " + object.getMetadata().getNamespace() + "/" + object.getMetadata().getName(),
        generation == null ? 0 : generation,
        number(status.get("observedGeneration")),
        maps(status.get("conditions")).stream().map(StatusReading::said).toList(),
        rollout(status),
        maps(status.get("laggards")).stream().map(StatusReading::lagging).toList());
  }

  private static Said said(Map<?, ?> condition) {
    return new Said(
        text(condition.get("type")),
        text(condition.get("status")),
        text(condition.get("reason")),
        text(condition.get("message")));
  }

  private static @Nullable Rollout rollout(Map<?, ?> status) {
    Long generation = number(map(status.get("config")).get("generation"));
    Object summary = map(status.get("rollout")).get("summary");
    return generation == null && summary == null
        ? null
        : new Rollout(generation, summary == null ? null : text(summary));
  }

  private static Lagging lagging(Map<?, ?> pod) {
    Object reason = pod.get("reason");
    return new Lagging(
        text(pod.get("pod")), number(pod.get("generation")), reason == null ? null : text(reason));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<Map<?, ?>> maps(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().<Map<?, ?>>map(StatusReading::map).toList()
        : List.of();
  }

  private static @Nullable Long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : null;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
