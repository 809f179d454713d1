package dev.dragoman.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.fleet.ResourceSet.Mode;
import org.junit.jupiter.api.Test;

/** No timing here, only that a large fleet is whole; the benchmark module times it. */
class ScaleTest {
  @Test
  void tenThousandRoutesAndKeysAreRendered() {
    // Given
    Catalogue catalogue = Catalogue.load();
    FleetResolver resolver = new FleetResolver(Honoured.load(), catalogue);
    ResourceSet set = Manifests.parse(Crowd.of(10_000, _ -> false)).set(Mode.Cluster, true);

    // When
    ResolvedFleet fleet = resolver.resolve(set, resolver.resolve(set));
    GatewayConfig config =
        new ConfigRenderer(catalogue).render(fleet, new ObjectName("llm", "main"), 1);

    // Then
    assertThat(config.routes()).hasSize(10_000);
    assertThat(config.keys()).hasSize(10_000);
  }
}
