package dev.dragoman.gateway;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.NamespacesEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.RoutePolicy;
import dev.dragoman.contract.RoutePolicy.Failover;
import dev.dragoman.contract.RoutePolicy.Limits;
import dev.dragoman.contract.RoutePolicy.LossPolicy;
import dev.dragoman.contract.RoutePolicy.Trigger;
import dev.dragoman.contract.TimeoutsEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route whose backends stand in one tier each, so that their order is certain. */
record TieredRoute(
    String model,
    List<String> providers,
    Failover failover,
    TimeoutsEntry ofRoute,
    TimeoutsEntry ofBackends,
    LossPolicy losses,
    @Nullable Integer maxOutputTokens) {
  /** Every trigger, up to ten attempts. The upstream's models are m1, m2, … */
  static TieredRoute of(String model, String... providers) {
    return new TieredRoute(
        model,
        Arrays.asList(providers),
        new Failover(Arrays.asList(Trigger.values()), 10),
        TimeoutsEntry.DEFAULT,
        TimeoutsEntry.DEFAULT,
        LossPolicy.Strict,
        null);
  }

  TieredRoute attempts(int most) {
    return failover(new Failover(failover.triggers(), most));
  }

  TieredRoute without(Trigger trigger) {
    List<Trigger> others = new ArrayList<>(Arrays.asList(Trigger.values()));
    others.remove(trigger);
    return failover(new Failover(others, failover.maxAttempts()));
  }

  private TieredRoute failover(Failover value) {
    return new TieredRoute(model, providers, value, ofRoute, ofBackends, losses, maxOutputTokens);
  }

  TieredRoute timeouts(TimeoutsEntry route, TimeoutsEntry backends) {
    return new TieredRoute(model, providers, failover, route, backends, losses, maxOutputTokens);
  }

  TieredRoute maxOutputTokens(int most) {
    return new TieredRoute(model, providers, failover, ofRoute, ofBackends, losses, most);
  }

  TieredRoute lenient() {
    return new TieredRoute(
        model, providers, failover, ofRoute, ofBackends, LossPolicy.Lenient, maxOutputTokens);
  }

  RouteEntry entry() {
    List<BackendEntry> backends = new ArrayList<>();
    for (int i = 0; i < providers.size(); i++) {
      BackendEntry plain =
          BackendEntry.of("b" + (i + 1), providers.get(i), "m" + (i + 1), ofBackends);
      backends.add(
          new BackendEntry(
              plain.name(),
              plain.provider(),
              plain.model(),
              plain.weight(),
              i,
              plain.timeouts(),
              null,
              plain.set()));
    }
    Limits limits =
        maxOutputTokens == null ? null : new Limits(List.of(), Limits.Per.Route, maxOutputTokens);
    RoutePolicy policy =
        new RoutePolicy(ofRoute, failover, losses, null, null, limits, null, null, null);
    return new RouteEntry(
        model,
        model,
        List.of(model),
        true,
        RouteEntry.State.Active,
        null,
        NamespacesEntry.ALL,
        backends,
        policy);
  }
}
