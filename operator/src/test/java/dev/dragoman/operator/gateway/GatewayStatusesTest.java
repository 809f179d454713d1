package dev.dragoman.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.fleet.ConditionsOf.Facts;
import dev.dragoman.fleet.Reason;
import dev.dragoman.operator.informers.TolerantClient;
import dev.dragoman.operator.status.GatewayDelivery;
import dev.dragoman.operator.status.StoreChange;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.gateway.ConfigStatus;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.ConditionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Condition StoreChanging of a gateway (kubernetes.md 1.3). */
class GatewayStatusesTest {
  private static final StoreChange CHANGE = new StoreChange("Memory", "DynamoDB (k, u)", 1, 2);
  private static final String SAID =
      "pods go from the store Memory to DynamoDB (k, u); 1/2 ready pods use it";

  private static Optional<GatewayDelivery> delivery(int current, @Nullable StoreChange change) {
    return Optional.of(
        new GatewayDelivery(
            new ConfigStatus("e", 7L, "d", 1L, Instant.EPOCH),
            2,
            current,
            0,
            0,
            List.of(),
            change));
  }

  private static List<Facts> more(LlmGateway gateway, Optional<GatewayDelivery> delivery) {
    return GatewayStatuses.more(gateway, new GatewayStatuses.Pods(null, delivery)).stream()
        .filter(facts -> facts.type().equals("StoreChanging"))
        .toList();
  }

  private static LlmGateway gateway() {
    return TolerantClient.serialization()
        .unmarshal(
            """
            apiVersion: dragoman.dev/v1alpha1
            kind: LlmGateway
            metadata: {name: main, namespace: llm}
            spec: {replicas: 2}
            """,
            LlmGateway.class);
  }

  private static LlmGateway changing() {
    LlmGateway gateway = gateway();
    gateway.setStatus(
        new GatewayStatuses()
            .with(
                null,
                2L,
                List.of(
                    new Condition(
                        "StoreChanging",
                        ConditionStatus.True,
                        2L,
                        Instant.EPOCH,
                        "StoreChanging",
                        SAID))));
    return gateway;
  }

  @Test
  void aChangeSaysFromWhereToWhereAndHowFarThePodsAre() {
    assertThat(more(gateway(), delivery(1, CHANGE)))
        .containsExactly(
            new Facts("StoreChanging", ConditionStatus.True, Reason.StoreChanging, SAID));
  }

  @Test
  void itIsGoneWhenAllPodsHaveFollowed() {
    assertThat(more(changing(), delivery(2, null))).isEmpty();
    assertThat(more(gateway(), delivery(1, null))).isEmpty();
  }

  @Test
  void anOperatorThatStartsMeanwhileLetsItStandUntilPodsHaveFollowed() {
    // Given
    Facts said = new Facts("StoreChanging", ConditionStatus.True, Reason.StoreChanging, SAID);

    // Then
    assertThat(more(changing(), Optional.empty())).containsExactly(said);
    assertThat(more(changing(), delivery(1, null))).containsExactly(said);
  }
}
