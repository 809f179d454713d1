package dev.dragoman.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.fleet.ConditionsOf.Facts;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.Reason;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.ConditionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("requirement-16")
class ProgrammedTest {
  private static final ObjectName MAIN = new ObjectName("llm", "main");
  private static final ObjectName OTHER = new ObjectName("llm", "other");

  private static Facts of(ObjectDelivery delivery) {
    return of(Map.of(MAIN, Optional.of(delivery)));
  }

  private static Facts of(Map<ObjectName, Optional<ObjectDelivery>> parents) {
    Facts facts = Programmed.of(new TreeMap<>(parents), 3L, List.of());
    return facts == null
        ? new Facts("Programmed", ConditionStatus.Unknown, Reason.Pending, "nobody knows")
        : facts;
  }

  private static Facts fact(ConditionStatus status, Reason reason, String message) {
    return new Facts("Programmed", status, reason, message);
  }

  @Test
  void everyReadyPodHasToHaveIt() {
    assertThat(of(new ObjectDelivery(7L, 3, 3, 0, List.of())))
        .isEqualTo(fact(ConditionStatus.True, Reason.Programmed, "3/3 ready pods"));
    assertThat(of(new ObjectDelivery(7L, 2, 3, 0, List.of())))
        .isEqualTo(fact(ConditionStatus.False, Reason.Propagating, "2/3 ready pods"));
  }

  @Test
  void everyParentHasToHaveIt() {
    assertThat(
            of(
                Map.of(
                    MAIN, Optional.of(new ObjectDelivery(7L, 2, 2, 0, List.of())),
                    OTHER, Optional.of(new ObjectDelivery(9L, 0, 1, 0, List.of())))))
        .isEqualTo(fact(ConditionStatus.False, Reason.Propagating, "2/3 ready pods"));
  }

  @Test
  void aRefusalSaysWhatPodsSay() {
    assertThat(of(new ObjectDelivery(7L, 2, 3, 0, List.of("routes[llm/smart]: no"))))
        .isEqualTo(fact(ConditionStatus.False, Reason.Rejected, "routes[llm/smart]: no"));
  }

  @Test
  void silentPodsMakeItUnknown() {
    assertThat(of(new ObjectDelivery(7L, 2, 3, 1, List.of())).status())
        .isEqualTo(ConditionStatus.Unknown);
  }

  @Test
  void whatNoPodServesIsNotInForce() {
    assertThat(of(new ObjectDelivery(7L, 0, 0, 0, List.of())).reason())
        .isEqualTo(Reason.NoReadyPods);
    assertThat(of(new ObjectDelivery(null, 0, 2, 0, List.of())).reason()).isEqualTo(Reason.Pending);
    assertThat(of(Map.of()).reason()).isEqualTo(Reason.Pending);
  }

  @Test
  @Tag("requirement-25")
  void whatWasTrueStandsWhileNobodyKnowsBetter() {
    // Given
    Condition known =
        new Condition(
            "Programmed", ConditionStatus.True, 3L, Instant.EPOCH, "Programmed", "3/3 ready pods");
    TreeMap<ObjectName, Optional<ObjectDelivery>> unknown =
        new TreeMap<>(Map.of(MAIN, Optional.empty()));

    // Then
    assertThat(Programmed.of(unknown, 3L, List.of(known)))
        .isEqualTo(fact(ConditionStatus.True, Reason.Programmed, "3/3 ready pods"));
    assertThat(Programmed.of(unknown, 4L, List.of(known))).isNull();
  }
}
