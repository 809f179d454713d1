package dev.dragoman.operator.gitops;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An object of which somebody asks whether it is done. */
record Subject(Map<String, Object> metadata, Map<String, Object> status) {
  /** Of the first two generations nobody asks any more. */
  private static final long GENERATION = 3;

  /** One that the operator has seen as it is. */
  static Subject with(List<Map<String, Object>> conditions) {
    return new Subject(
        new HashMap<>(Map.of("name", "one", "generation", GENERATION)),
        new HashMap<>(Map.of("observedGeneration", GENERATION, "conditions", conditions)));
  }

  /** As the API server has it. */
  Map<String, Object> json() {
    return Map.of("metadata", metadata, "spec", Map.of(), "status", status);
  }
}
