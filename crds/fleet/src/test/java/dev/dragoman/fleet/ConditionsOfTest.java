package dev.dragoman.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.ConditionStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsOfTest {
  private static final Instant EARLIER = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-24T13:00:00Z");
  private static final ObjectId ROUTE = new ObjectId(Kind.LlmRoute, new ObjectName("llm", "smart"));

  private static List<Condition> at(Instant time, Verdict verdict, List<Condition> before) {
    return new ConditionsOf(Clock.fixed(time, ZoneOffset.UTC)).of(verdict, before);
  }

  private static Condition named(List<Condition> conditions, String type) {
    return conditions.stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aConditionKeepsItsTimeWhileItsStatusStays() {
    // Given
    Problem missing = new Problem.Unresolved(Reason.ProviderNotFound, "spec", "is not there");
    List<Condition> before = at(EARLIER, new Verdict(ROUTE, 1L, List.of()), List.of());

    // When
    List<Condition> after = at(LATER, new Verdict(ROUTE, 2L, List.of(missing)), before);

    // Then
    assertThat(named(after, "Accepted").lastTransitionTime()).isEqualTo(EARLIER);
    assertThat(named(after, "ResolvedRefs").lastTransitionTime()).isEqualTo(LATER);
    assertThat(after).allSatisfy(c -> assertThat(c.observedGeneration()).isEqualTo(2L));
  }

  @Test
  void aMissingReferenceIsNotStalledForItMayArrive() {
    Problem missing = new Problem.Unresolved(Reason.SecretNotFound, "spec", "is not there");
    assertThat(at(EARLIER, new Verdict(ROUTE, 1L, List.of(missing)), List.of()))
        .extracting(Condition::type)
        .containsExactly("Accepted", "ResolvedRefs", "Programmed", "Ready");
  }

  @Test
  void whatNeedsAnEditIsStalled() {
    Problem invalid = new Problem.Invalid("spec.models", "nonsense");
    List<Condition> conditions = at(EARLIER, new Verdict(ROUTE, 1L, List.of(invalid)), List.of());
    assertThat(named(conditions, "Stalled").reason()).isEqualTo("InvalidSpec");
    assertThat(named(conditions, "Ready").message()).isEqualTo("spec.models: nonsense");
  }

  @Test
  void aRunningFleetSaysWhetherItIsProgrammed() {
    // Given
    ConditionsOf.Facts some =
        new ConditionsOf.Facts(
            "Programmed", ConditionStatus.False, Reason.Propagating, "2 of 3 ready pods");

    // When
    List<Condition> conditions = observed(some);

    // Then
    assertThat(named(conditions, "Ready").reason()).isEqualTo("Propagating");
    assertThat(named(conditions, "Ready").status()).isEqualTo(ConditionStatus.False);
    assertThat(named(conditions, "Reconciling").status()).isEqualTo(ConditionStatus.True);
  }

  @Test
  void whatPodsRefuseIsNotOnItsWay() {
    // Given
    ConditionsOf.Facts refused =
        new ConditionsOf.Facts(
            "Programmed", ConditionStatus.False, Reason.Rejected, "routes[0]: no");

    // When
    List<Condition> conditions = observed(refused);

    // Then
    assertThat(named(conditions, "Ready").reason()).isEqualTo("Rejected");
    assertThat(conditions).extracting(Condition::type).doesNotContain("Reconciling");
  }

  @Test
  void whatEveryPodHasTakenIsReady() {
    // Given
    ConditionsOf.Facts all =
        new ConditionsOf.Facts(
            "Programmed", ConditionStatus.True, Reason.Programmed, "3 of 3 ready pods");

    // When
    List<Condition> conditions = observed(all);

    // Then
    assertThat(conditions)
        .extracting(Condition::type)
        .containsExactly("Accepted", "ResolvedRefs", "Programmed", "Ready");
    assertThat(named(conditions, "Ready").status()).isEqualTo(ConditionStatus.True);
  }

  private static List<Condition> observed(ConditionsOf.Facts programmed) {
    return new ConditionsOf(Clock.fixed(LATER, ZoneOffset.UTC))
        .of(
            new Verdict(ROUTE, 1L, List.of()),
            new ConditionsOf.Observed(programmed, List.of()),
            List.of());
  }
}
