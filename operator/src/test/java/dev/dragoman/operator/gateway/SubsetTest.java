package dev.dragoman.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("requirement-43")
class SubsetTest {
  @Test
  void whatTheServerAddsDoesNotMatter() {
    assertThat(
            Subset.holds(
                Map.of("spec", Map.of("replicas", 2)),
                Map.of("spec", Map.of("replicas", 2L, "paused", false), "status", Map.of())))
        .isTrue();
  }

  @Test
  @Tag("requirement-42")
  void whatSomebodyWroteOverItDoes() {
    assertThat(Subset.holds(Map.of("image", "a"), Map.of("image", "b"))).isFalse();
    assertThat(Subset.holds(Map.of("image", "a"), Map.of())).isFalse();
    assertThat(Subset.holds(Map.of("image", "a"), null)).isFalse();
  }

  @Test
  void anEntryMoreInAListIsAChange() {
    assertThat(Subset.holds(List.of("a"), List.of("a", "b"))).isFalse();
    assertThat(Subset.holds(List.of(Map.of("n", "a")), List.of(Map.of("n", "a", "m", 1)))).isTrue();
  }

  @Test
  void quantitiesAreComparedByWhatTheyMean() {
    assertThat(
            Subset.holds(
                Map.of("limits", Map.of("memory", "2048Mi", "cpu", "1000m")),
                Map.of("limits", Map.of("memory", "2Gi", "cpu", "1"))))
        .isTrue();
    assertThat(
            Subset.holds(
                Map.of("limits", Map.of("memory", "2Gi")),
                Map.of("limits", Map.of("memory", "1Gi"))))
        .isFalse();
    assertThat(Subset.holds(Map.of("value", "1000m"), Map.of("value", "1"))).isFalse();
  }
}
