package dev.dragoman.fleet;

import static org.assertj.core.api.Assertions.assertThat;

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
    long t0 = System.nanoTime();

    // When
    ResolvedFleet fleet = resolver.resolve(set);
    var config = new ConfigRenderer(catalogue).render(fleet, new ObjectName("llm", "main"), 1);
    long t1 = System.nanoTime();
    System.out.println("COLD ms " + (t1 - t0) / 1_000_000);
    for (int i = 0; i < 20; i++) {
      long t2 = System.nanoTime();
      fleet = resolver.resolve(set, fleet);
      config = new ConfigRenderer(catalogue).render(fleet, new ObjectName("llm", "main"), 1);
      System.out.println("WARM ms " + (System.nanoTime() - t2) / 1_000_000);
    }

    // Then
    assertThat(config.routes()).hasSize(10_000);
    assertThat(config.keys()).hasSize(10_000);
  }
}
