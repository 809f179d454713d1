package dev.dragoman.benchmarks.fleet;

import dev.dragoman.benchmarks.Times;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.fleet.Catalogue;
import dev.dragoman.fleet.ConfigRenderer;
import dev.dragoman.fleet.FleetResolver;
import dev.dragoman.fleet.Honoured;
import dev.dragoman.fleet.ResolvedFleet;
import dev.dragoman.fleet.ResourceSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Times one crowd in this JVM. A row may be measured once only: the first must be the first work of
 * the JVM, and the edits go on from what came before.
 */
final class FleetMeasurement {
  private final FleetPlan plan;
  private final Heap heap;
  private @Nullable FleetResolver resolver;
  private @Nullable ConfigRenderer renderer;

  /** What was made last, so that no work is done for nothing and none of it can be left out. */
  private @Nullable Made made;

  private long generation;

  FleetMeasurement(FleetPlan plan, Heap heap) {
    this.plan = plan;
    this.heap = heap;
  }

  private record Made(ResolvedFleet fleet, GatewayConfig config) {}

  FleetFigures run() {
    long before = heap.usedBytes();
    Crowd crowd = new Crowd(plan.count());
    long withResources = heap.usedBytes();
    Times cold = Times.of(0, 1, _ -> make(crowd.set(), null));
    long withFleet = heap.usedBytes();
    Times warm = rounds(_ -> make(crowd.set(), null));
    Times edited = rounds(round -> edit(crowd, round));
    GatewayConfig config = last().config();
    Times copied = rounds(_ -> copy(config));
    Times written = rounds(_ -> ContractJson.write(config));
    PodFigures pod = new PodMeasurement(plan, config).run();
    return new FleetFigures(
        cold,
        warm,
        edited,
        copied,
        written,
        pod,
        ContractJson.write(config).length,
        withResources - before,
        withFleet - withResources);
  }

  private Made last() {
    if (made == null) {
      throw new IllegalStateException("nothing was rendered");
    }
    return made;
  }

  /** The resolver's data is loaded with the first call, as in an operator that starts. */
  private void make(ResourceSet set, @Nullable ResolvedFleet earlier) {
    if (resolver == null || renderer == null) {
      Catalogue catalogue = Catalogue.load();
      resolver = new FleetResolver(Honoured.load(), catalogue);
      renderer = new ConfigRenderer(catalogue);
    }
    ResolvedFleet fleet = resolver.resolve(set, earlier);
    GatewayConfig config = renderer.render(fleet, Crowd.GATEWAY, ++generation);
    made = new Made(fleet, config);
    demand(config.routes().size() == plan.count(), "a route is missing");
    demand(config.keys().size() == plan.count(), "a key is missing");
  }

  private void edit(Crowd crowd, int round) {
    int route = round * 7 % plan.count();
    int weight = 2 + round;
    crowd.edit(route, weight);
    make(crowd.set(), last().fleet());
    demand(
        last().config().routes().stream()
            .filter(entry -> entry.name().equals(Crowd.routeName(route)))
            .allMatch(entry -> entry.backends().getFirst().weight() == weight),
        "the edit is not in the configuration");
  }

  private void copy(GatewayConfig config) {
    List<Object> all = new ArrayList<>(config.routes());
    all.addAll(config.keys());
    all.addAll(config.providers());
    demand(all.size() > plan.count(), "nothing was copied");
  }

  private Times rounds(IntConsumer work) {
    return Times.of(plan.warmUp(), plan.rounds(), work);
  }

  private static void demand(boolean condition, String fault) {
    if (!condition) {
      throw new IllegalStateException(fault);
    }
  }
}
