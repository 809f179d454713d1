package dev.dragoman.operator;

import dev.dragoman.contract.EnvelopeKeySet;
import dev.dragoman.fleet.Catalogue;
import dev.dragoman.fleet.ConfigRenderer;
import dev.dragoman.operator.delivery.Delivery;
import dev.dragoman.operator.keys.StoreOpener;
import dev.dragoman.operator.keys.StoredKeys;
import dev.dragoman.operator.publishing.DeliveryMetrics;
import dev.dragoman.operator.publishing.FleetDelivery;
import dev.dragoman.operator.publishing.GatewayPods;
import dev.dragoman.operator.publishing.Renderings;
import dev.dragoman.operator.usage.UsageBook;
import dev.dragoman.operator.usage.UsagePoll;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What brings the fleet to its pods and tells what they say of it.
 *
 * @param fleet configurations
 * @param keys those that live in a store
 * @param spending reads what was used
 * @param usages what it read
 */
record DeliveryParts(FleetDelivery fleet, StoredKeys keys, UsagePoll spending, UsageBook usages) {

  /**
   * What the parts are made with.
   *
   * @param opener of stores that keys live in
   * @param leading whether this operator may write and serve
   * @param keysForPods see {@link Renderings}
   */
  record Tools(
      KubernetesClient client,
      OperatorSettings settings,
      MeterRegistry meters,
      Clock clock,
      StoreOpener opener,
      GatewayPods pods,
      BooleanSupplier leading,
      Supplier<Optional<EnvelopeKeySet>> keysForPods) {}

  /** Nothing runs yet. */
  static DeliveryParts of(Tools tools, Controllers.Given given) {
    Clock clock = tools.clock();
    FleetDelivery fleet =
        new FleetDelivery(
            progressed ->
                new Delivery(tools.client(), tools.pods(), progressed, tools.leading(), clock),
            new Renderings(
                new ConfigRenderer(Catalogue.load()), given.secrets(), tools.keysForPods(), clock),
            new DeliveryMetrics(tools.meters(), clock),
            clock);
    StoredKeys keys =
        new StoredKeys(
            fleet,
            fleet.delivery(),
            new StoredKeys.Outside(tools.opener(), tools.client(), given.events(), given.ending()),
            tools.settings().watched(),
            clock);
    fleet.listenToPods(keys::podsTold);
    UsageBook usages = new UsageBook();
    UsagePoll spending = new UsagePoll(keys, usages, given.events(), given.concerned(), clock);
    return new DeliveryParts(fleet, keys, spending, usages);
  }

  /** What controllers report by; the fleet reaches the pods only from an operator that leads. */
  Controllers.Delivering delivering(BooleanSupplier leading) {
    return new Controllers.Delivering(
        keys,
        (state, changed) -> {
          if (leading.getAsBoolean()) {
            fleet.resolved(state, changed);
            spending.resolved(state, changed);
            keys.resolved(state, changed);
          }
        },
        (key, versions) -> keys.announce(key, versions.digests().digests()),
        usages);
  }
}
