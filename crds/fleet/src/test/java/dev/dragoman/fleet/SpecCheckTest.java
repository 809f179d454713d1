package dev.dragoman.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dragoman.fleet.ResourceSet.Mode;
import dev.dragoman.fleet.ResourceSet.Outside;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmRoute;
import dev.dragoman.resources.values.Condition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("requirement-2")
class SpecCheckTest {
  private static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(
          new ObjectMapper()
              .configure(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL, true),
          false);

  private static LlmRoute route(String name, String spec) {
    return SERIALIZATION.unmarshal(
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmRoute
        metadata: {name: %s, namespace: llm, generation: 3}
        spec: %s
        """
            .formatted(name, spec),
        LlmRoute.class);
  }

  @Test
  @Tag("requirement-1")
  void whatCouldNotBeReadIsNotTakenForAbsent() {
    // Given
    LlmRoute noted = route("a", "{parentRefs: [{name: main}], models: [a], backends: []}");
    Unread.note(noted, List.of("spec.state"));

    // Then
    assertThat(resolve(noted).verdicts().values())
        .flatExtracting(Verdict::problems)
        .extracting(Problem::message)
        .contains("spec.state: missing, or not known to this version");
  }

  private static ResolvedFleet resolve(LlmRoute... routes) {
    LlmGateway gateway =
        SERIALIZATION.unmarshal(
            """
            apiVersion: dragoman.dev/v1alpha1
            kind: LlmGateway
            metadata: {name: main, namespace: llm}
            spec: {}
            """,
            LlmGateway.class);
    Outside outside =
        new Outside(
            Mode.Cluster,
            new SecretData(Map.of()),
            MintedKeys.NONE,
            new NamespaceLabels(Map.of("llm", Map.of())));
    return new FleetResolver(Honoured.load(), Catalogue.load())
        .resolve(
            new ResourceSet(
                List.of(gateway), List.of(), List.of(routes), List.of(), List.of(), outside));
  }

  @Test
  void anObjectThatMissesWhatItMustHaveIsJudgedAndTakesNothingElseAway() {
    // Given
    LlmRoute broken = route("broken", "{parentRefs: [{name: main}], models: [m], backends: [{}]}");
    LlmRoute sound =
        route(
            "sound",
            "{parentRefs: [{name: main}], models: [n], visibility: Listed, state: Active,"
                + " lossPolicy: Strict, backends: [{name: a, providerRef: {name: p}}]}");

    // When
    ResolvedFleet fleet = resolve(broken, sound);

    // Then
    Verdict verdict = verdict(fleet, "broken");
    assertThat(new ConditionsOf(Clock.systemUTC()).of(verdict, List.of()))
        .extracting(Condition::type, Condition::reason)
        .contains(tuple("Accepted", "UnsupportedValue"));
    assertThat(verdict.generation()).isEqualTo(3L);
    assertThat(verdict.problems().getFirst().message())
        .contains("spec.backends[0].name", "spec.backends[0].providerRef");
    assertThat(verdict(fleet, "sound").problems())
        .extracting(Problem::reason)
        .containsOnly(Reason.ProviderNotFound);
  }

  private static Verdict verdict(ResolvedFleet fleet, String route) {
    Verdict verdict =
        fleet.verdicts().get(new ObjectId(Kind.LlmRoute, new ObjectName("llm", route)));
    return Objects.requireNonNull(verdict);
  }
}
