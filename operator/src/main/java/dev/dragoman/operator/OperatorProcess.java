package dev.dragoman.operator;

import dev.dragoman.fleet.Catalogue;
import dev.dragoman.fleet.ConfigRenderer;
import dev.dragoman.operator.delivery.Delivery;
import dev.dragoman.operator.informers.SecretBook;
import dev.dragoman.operator.publishing.FleetDelivery;
import dev.dragoman.operator.publishing.GatewayPods;
import dev.dragoman.operator.publishing.Renderings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All parts of the operator in one process. Standing by it reads everything and serves probes and
 * metrics; once it leads it publishes and writes.
 */
final class OperatorProcess implements AutoCloseable {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /** Exit code of a process that lost the lease: it halts, as its end would write once more. */
  private static final int LEASE_LOST = 1;

  private final OperatorSettings settings;
  private final PrometheusMeterRegistry meters;
  private final GatewayPods pods;
  private final Leadership leadership;
  private final Controllers controllers;
  private final AtomicReference<@Nullable FleetDelivery> delivery = new AtomicReference<>();
  private final AtomicReference<@Nullable ManagementServer> health = new AtomicReference<>();
  private final AtomicReference<@Nullable ManagementServer> metrics = new AtomicReference<>();

  OperatorProcess(
      KubernetesClient client,
      OperatorSettings settings,
      PrometheusMeterRegistry meters,
      Clock clock) {
    this.settings = settings;
    this.meters = meters;
    this.pods = new GatewayPods(client, settings.watched());
    this.leadership =
        new Leadership(client, settings, this::lead, () -> Runtime.getRuntime().halt(LEASE_LOST));
    this.controllers =
        new Controllers(
            new Controllers.Tools(client, settings, clock, new SecureRandom()),
            secrets -> delivering(client, secrets, clock),
            framework ->
                framework
                    .withLeaderElectionConfiguration(leadership.configuration())
                    .withMetrics(MicrometerMetricsV2.newBuilder(meters).build()));
    Gauge.builder(MetricNames.LEADER, leadership, known -> known.isLeading() ? 1 : 0)
        .description("Whether this process leads")
        .register(meters);
  }

  private Controllers.Delivering delivering(
      KubernetesClient client, SecretBook secrets, Clock clock) {
    FleetDelivery made =
        new FleetDelivery(
            progressed -> new Delivery(client, pods, progressed, leadership::isLeading, clock),
            new Renderings(new ConfigRenderer(Catalogue.load()), secrets, clock));
    delivery.set(made);
    return new Controllers.Delivering(
        made,
        (state, changed) -> {
          if (leadership.isLeading()) {
            made.resolved(state, changed);
          }
        });
  }

  /** What was resolved while standing by is published now. */
  private void lead() {
    controllers.resolveAgain();
  }

  void start() throws IOException {
    health.set(
        new ManagementServer(settings.ports().health())
            .probe("/startup", controllers::isStarted)
            .probe("/ready", controllers::isReady)
            .probe("/liveness", () -> true));
    metrics.set(
        new ManagementServer(settings.ports().metrics())
            .text("/metrics", PROMETHEUS, meters::scrape));
    pods.start();
    controllers.start();
  }

  @Override
  public void close() {
    leadership.beginToEnd();
    close(delivery.get());
    controllers.close();
    leadership.release();
    pods.close();
    close(health.get());
    close(metrics.get());
  }

  private static void close(@Nullable AutoCloseable part) {
    if (part == null) {
      return;
    }
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException("a part of the operator did not end", e);
    }
  }
}
