package dev.dragoman.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.fleet.ResourceSet.Mode;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.ConditionStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTextTest {
  private static final String ONE_ROUTE =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmRoute
      metadata: {name: b, namespace: llm}
      spec:
        parentRefs: [{name: main}]
        models: [smart]
        backends: [{name: only, providerRef: {name: sim}}]
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: sim, namespace: llm}
      spec: {protocol: Simulated}
      """;

  private static ResolvedFleet fleet(String manifests) {
    return new FleetResolver(Honoured.load(), Catalogue.load())
        .resolve(Manifests.parse(manifests).set(Mode.Directory, true));
  }

  @Test
  void objectsAreSortedAndTheirConditionsStandInColumns() {
    assertThat(ConditionText.of(fleet(ONE_ROUTE)))
        .isEqualTo(
            """
            LlmProvider llm/sim
              Accepted      True     Accepted: can be served
              ResolvedRefs  True     ResolvedRefs: everything that it refers to is there and permitted
              Ready         True     Ready: in force

            LlmRoute llm/b
              Accepted      True     Accepted: can be served
              ResolvedRefs  True     ResolvedRefs: everything that it refers to is there and permitted
              Programmed    Unknown  Pending: not known to be in force in any pod yet
              Ready         Unknown  Pending: not known to be in force in any pod yet
              Reconciling   True     Pending: not known to be in force in any pod yet
            """);
  }

  @Test
  void aFleetWithoutObjectsHasNoText() {
    assertThat(ConditionText.of(fleet(""))).isEmpty();
  }

  @Test
  void whatManifestsQuoteStaysInItsLine() {
    // Given
    Condition hostile =
        new Condition(
            "Accepted",
            ConditionStatus.False,
            1L,
            Instant.EPOCH,
            "InvalidSpec",
            "\"a\r\nReady True\u001b[2J\u2028x\" is no model");

    // When
    String text =
        ConditionText.of(
            new ObjectId(Kind.LlmRoute, new ObjectName("llm", "smart")), List.of(hostile));

    // Then
    assertThat(text)
        .isEqualTo(
            """
            LlmRoute llm/smart
              Accepted  False    InvalidSpec: "a Ready True [2J x" is no model
            """);
  }
}
