package dev.dragoman.operator.informers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.resources.LlmRoute;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("requirement-1")
class TolerantClientTest {
  private static final String ROUTE =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmRoute
      metadata: {name: a, annotations: {dragoman.dev/unread: written by hand}}
      spec: {state: Active, models: [a], later: field}
      """;

  private final KubernetesSerialization serialization = TolerantClient.serialization();

  private LlmRoute read(String yaml) {
    return serialization.unmarshal(yaml, LlmRoute.class);
  }

  private static Map<String, String> annotations(LlmRoute route) {
    return Objects.requireNonNullElse(route.getMetadata().getAnnotations(), Map.of());
  }

  @Test
  void aFieldOfALaterVersionIsPassedOver() {
    assertThat(annotations(read(ROUTE))).isEmpty();
    assertThat(Objects.requireNonNull(read(ROUTE).getSpec()).models()).containsExactly("a");
  }

  @Test
  void aValueOfALaterVersionIsNotedAndNotTakenForAbsent() {
    assertThat(annotations(read(ROUTE.replace("Active", "Paused"))))
        .containsEntry("dragoman.dev/unread", "spec.state");
  }

  @Test
  void aValueOfAnotherTypeIsNotedWithItsPlace() {
    assertThat(annotations(read(ROUTE.replace("[a]", "[a, {b: c}]"))))
        .containsEntry("dragoman.dev/unread", "spec.models[1]");
    assertThat(annotations(read(ROUTE.replace("[a]", "{a: b}"))))
        .containsEntry("dragoman.dev/unread", "spec.models");
  }
}
