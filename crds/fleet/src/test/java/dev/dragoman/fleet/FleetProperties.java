package dev.dragoman.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.fleet.ResourceSet.Mode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FleetProperties {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final ObjectName MAIN = new ObjectName("llm", "main");
  static final int COUNT = 12;

  private final FleetResolver resolver = new FleetResolver(Honoured.load(), CATALOGUE);

  private static GatewayConfig rendered(ResolvedFleet fleet) {
    return new ConfigRenderer(CATALOGUE).render(fleet, MAIN, 1);
  }

  private GatewayConfig config(Manifests manifests) {
    return rendered(resolver.resolve(manifests.set(Mode.Cluster, true)));
  }

  @Property(tries = 50)
  void theOrderOfObjectsDoesNotMatter(@ForAll long seed) {
    Manifests manifests = Manifests.parse(Crowd.of(COUNT, i -> i % 3 == 0));
    assertThat(config(manifests.shuffled(seed))).isEqualTo(config(manifests));
  }

  @Property(tries = 50)
  void oneObjectsFaultNeverRemovesAnother(@ForAll Set<@IntRange(max = COUNT - 1) Integer> broken) {
    // When
    List<RouteEntry> all = config(Manifests.parse(Crowd.of(COUNT, _ -> false))).routes();
    List<RouteEntry> left = config(Manifests.parse(Crowd.of(COUNT, broken::contains))).routes();

    // Then
    Set<String> gone = new HashSet<>();
    broken.forEach(i -> gone.add("ns" + i + "/r" + i));
    assertThat(left).isEqualTo(all.stream().filter(route -> !gone.contains(route.name())).toList());
  }

  @Property(tries = 50)
  void readingOnlyWhatChangedGivesTheSame(@ForAll @IntRange(max = COUNT - 1) int edited) {
    // Given
    Manifests before = Manifests.parse(Crowd.of(COUNT, _ -> false));
    ResolvedFleet earlier = resolver.resolve(before.set(Mode.Cluster, true));
    Manifests edit = Manifests.parse(Crowd.route(edited, "nobody"));
    Manifests after = before.without("LlmRoute", "r" + edited).and(edit.objects());

    // When
    ResolvedFleet again = resolver.resolve(after.set(Mode.Cluster, true), earlier);

    // Then
    ResolvedFleet fresh = resolver.resolve(after.set(Mode.Cluster, true));
    assertThat(again.verdicts()).isEqualTo(fresh.verdicts());
    assertThat(rendered(again)).isEqualTo(rendered(fresh));
  }
}
