package dev.dragoman.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.samples.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A field that is accepted and ignored is a defect (design.md 10). */
class NotHonouredTest {
  private static GatewayConfig sample(String name) {
    return ContractJson.read(Samples.json(name), GatewayConfig.class);
  }

  @Test
  void theSampleOfEveryFieldNamesEachOfThem() {
    // Given
    GatewayConfig config = sample("every-field");

    // When
    List<NotHonoured> found = new ArrayList<>();
    for (RouteEntry route : config.routes()) {
      found.addAll(NotHonoured.in(route));
      route.backends().forEach(backend -> found.addAll(NotHonoured.in(backend)));
    }
    for (KeyEntry key : config.keys()) {
      found.addAll(NotHonoured.in(key));
    }

    // Then
    assertThat(found).containsExactlyInAnyOrder(NotHonoured.values());
  }

  @Test
  void whatIsHonouredIsNotReported() {
    // Given: weights, tiers, failover, timeouts, states and times
    GatewayConfig config = sample("failover");

    // Then
    assertThat(config.routes()).allSatisfy(route -> assertThat(NotHonoured.in(route)).isEmpty());
    assertThat(config.keys()).allSatisfy(key -> assertThat(NotHonoured.in(key)).isEmpty());
  }
}
