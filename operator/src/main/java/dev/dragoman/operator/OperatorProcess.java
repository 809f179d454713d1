package dev.dragoman.operator;

import dev.dragoman.contract.EnvelopeKeySet;
import dev.dragoman.operator.certificates.OperatorCertificates;
import dev.dragoman.operator.delivery.DeliveryServer;
import dev.dragoman.operator.delivery.TokenCheck;
import dev.dragoman.operator.envelope.EnvelopeKeys;
import dev.dragoman.operator.envelope.FleetEnvelopeKeys;
import dev.dragoman.operator.keys.StoreOpener;
import dev.dragoman.operator.keys.StoredKeys;
import dev.dragoman.operator.publishing.GatewayPods;
import dev.dragoman.operator.status.DeliveryView;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All parts of the operator in one process. Standing by it reads everything and serves probes and
 * metrics; once it leads it publishes and writes.
 *
 * <pre>
 * informers ─▶ fleet ─▶ delivery ─▶ DeliveryServer ─▶ pods
 *                 └──▶ controllers ─▶ workload, status ◀─ acknowledgements of pods
 * </pre>
 */
final class OperatorProcess implements AutoCloseable {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private static final String NOT_YET = "not yet";

  private final KubernetesClient client;
  private final Definitions definitions;
  private final OperatorSettings settings;
  private final PrometheusMeterRegistry meters;
  private final Clock clock;
  private final OperatorCertificates certificates;
  private final Upkeep certificateUpkeep;
  private final Upkeep envelopeUpkeep;
  private final GatewayPods pods;
  private final Leadership leadership;
  private final Controllers controllers;
  private final DeliveryParts delivery;
  private final Upkeep sweep;
  private final Upkeep usage;
  private final FleetEnvelopeKeys fleetEnvelopeKeys;
  private final AtomicReference<@Nullable EnvelopeKeys> envelopeKeys = new AtomicReference<>();

  /** What was started, the last first: it ends in this order. */
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  private volatile @Nullable DeliveryServer server;
  private volatile @Nullable ManagementServer management;

  /**
   * Nothing runs before {@link #start}.
   *
   * @param opener of stores that keys live in
   * @param leaseLost called when another leads: has to end the process without another write
   */
  OperatorProcess(
      KubernetesClient client,
      OperatorSettings settings,
      PrometheusMeterRegistry meters,
      Clock clock,
      StoreOpener opener,
      Runnable leaseLost) {
    this.client = client;
    this.definitions = new Definitions(client, settings.watched().isEmpty());
    this.settings = settings;
    this.meters = meters;
    this.clock = clock;
    FrameworkMetrics.install(meters, Controllers.NAMES);
    SecureRandom random = new SecureRandom();
    Counter statusWrites =
        Counter.builder(MetricNames.STATUS_WRITES)
            .description("Statuses that were written")
            .baseUnit("writes")
            .register(meters);
    this.certificates =
        new OperatorCertificates(
            client,
            settings.namespace(),
            OperatorCertificates.namesOf(settings.service(), settings.namespace()),
            clock,
            random);
    this.leadership = new Leadership(client, settings, this::lead, leaseLost);
    AtomicReference<@Nullable DeliveryParts> made = new AtomicReference<>();
    this.pods =
        new GatewayPods(
            client,
            settings.watched(),
            (namespace, gateway) -> {
              DeliveryParts known = made.get();
              if (known != null) {
                known.fleet().podsChanged(namespace, gateway);
              }
            });
    DeliveryParts.Tools tools =
        new DeliveryParts.Tools(
            client,
            settings,
            meters,
            clock,
            opener,
            pods,
            leadership::isLeading,
            this::keysForPods);
    this.controllers =
        new Controllers(
            new Controllers.Tools(
                client, settings, clock, random, certificates::trusted, statusWrites::increment),
            given -> {
              DeliveryParts parts = DeliveryParts.of(tools, given);
              made.set(parts);
              return parts.delivering(leadership::isLeading);
            },
            framework ->
                framework
                    .withLeaderElectionConfiguration(leadership.configuration())
                    .withMetrics(MicrometerMetricsV2.newBuilder(meters).build()));
    this.delivery = Objects.requireNonNull(made.get(), "controllers are made with their delivery");
    this.usage = new Upkeep("usage", this::look, clock, meters);
    this.sweep = new Upkeep("keys without an object", this::sweepKeys, clock, meters);
    this.certificateUpkeep = new Upkeep("certificates", this::renewCertificates, clock, meters);
    this.fleetEnvelopeKeys = new FleetEnvelopeKeys(client, settings.namespace(), clock, random);
    this.envelopeUpkeep = new Upkeep("envelope keys", this::renewEnvelopeKeys, clock, meters);
    CertificateMetrics.register(certificates, meters);
    Gauge.builder(MetricNames.LEADER, leadership, known -> known.isLeading() ? 1 : 0)
        .description("Whether this process leads")
        .register(meters);
  }

  private Instant sweepKeys() {
    if (leadership.isLeading()) {
      delivery.keys().sweep();
    }
    return clock.instant().plus(StoredKeys.SWEEP);
  }

  private Instant look() {
    if (leadership.isLeading()) {
      delivery.spending().look();
    }
    return clock.instant().plusSeconds(1);
  }

  private Instant renewCertificates() {
    if (certificates.renew()) {
      controllers.gatewaysChanged();
    }
    return certificates.due();
  }

  /** Pods learn of a new key before it seals, and of the moment from which it does. */
  private Instant renewEnvelopeKeys() {
    EnvelopeKeys keys = fleetEnvelopeKeys.current();
    envelopeKeys.set(keys);
    delivery.fleet().commonChanged();
    return fleetEnvelopeKeys.due(keys);
  }

  private Optional<EnvelopeKeySet> keysForPods() {
    return Optional.ofNullable(envelopeKeys.get()).map(keys -> keys.forPods(clock.instant()));
  }

  /** What was resolved while standing by is published now. */
  private void lead() {
    controllers.resolveAgain();
  }

  /**
   * Starts, and goes on in threads of its own.
   *
   * @throws IOException when a port cannot be had
   */
  void start() throws IOException {
    ManagementServer probes =
        begun(
            new ManagementServer(settings.ports().metrics())
                .probe("/startup", this::missingToStart)
                .probe("/ready", this::missingToBeReady)
                .probe("/liveness", () -> null)
                .text("/metrics", PROMETHEUS, meters::scrape));
    management = probes;
    definitions.await();
    begun(certificateUpkeep).start();
    begun(envelopeUpkeep).start();
    begun(pods).start(Controllers.PATIENCE);
    started.push(leadership::release);
    begun(controllers);
    begun(delivery.fleet());
    begun(delivery.keys());
    begun(sweep).start();
    begun(usage).start();
    server =
        begun(
            DeliveryServer.start(
                new InetSocketAddress(settings.ports().config()),
                certificates.tls(),
                delivery.fleet().delivery(),
                client,
                settings.watched().isEmpty() ? TokenCheck.Review : TokenCheck.Signature,
                clock));
    controllers.start();
  }

  /** A start that waits for somebody else is not one that hangs. */
  private @Nullable String missingToStart() {
    return controllers.isStarted() || definitions.problem() != null ? null : NOT_YET;
  }

  private @Nullable String missingToBeReady() {
    String problem = definitions.problem();
    return problem == null && !controllers.isReady() ? NOT_YET : problem;
  }

  private <T extends AutoCloseable> T begun(T part) {
    started.push(part);
    return part;
  }

  boolean isLeading() {
    return leadership.isLeading();
  }

  /** How far pods are. */
  DeliveryView delivery() {
    return delivery.fleet();
  }

  /** Where pods reach it; -1 before it is started. */
  int configPort() {
    DeliveryServer known = server;
    return known == null ? -1 : known.port();
  }

  /** Where metrics and probes are; -1 before it is started. */
  int metricsPort() {
    ManagementServer known = management;
    return known == null ? -1 : known.port();
  }

  /** Ends the streams first, so that pods look for the next leader; lets go of the lease last. */
  @Override
  public void close() {
    leadership.beginToEnd();
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a part of the operator did not end", e);
      }
    }
  }
}
