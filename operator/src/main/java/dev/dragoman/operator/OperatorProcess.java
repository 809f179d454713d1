package dev.dragoman.operator;

import dev.dragoman.contract.EnvelopeKeySet;
import dev.dragoman.fleet.Catalogue;
import dev.dragoman.fleet.ConfigRenderer;
import dev.dragoman.operator.certificates.OperatorCertificates;
import dev.dragoman.operator.delivery.Delivery;
import dev.dragoman.operator.delivery.DeliveryServer;
import dev.dragoman.operator.delivery.TokenCheck;
import dev.dragoman.operator.envelope.EnvelopeKeys;
import dev.dragoman.operator.envelope.FleetEnvelopeKeys;
import dev.dragoman.operator.informers.SecretBook;
import dev.dragoman.operator.keys.StoreOpener;
import dev.dragoman.operator.keys.StoredKeys;
import dev.dragoman.operator.publishing.DeliveryMetrics;
import dev.dragoman.operator.publishing.FleetDelivery;
import dev.dragoman.operator.publishing.GatewayPods;
import dev.dragoman.operator.publishing.Renderings;
import dev.dragoman.operator.status.DeliveryView;
import dev.dragoman.operator.usage.UsageBook;
import dev.dragoman.operator.usage.UsagePoll;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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

  private final KubernetesClient client;
  private final OperatorSettings settings;
  private final PrometheusMeterRegistry meters;
  private final Clock clock;
  private final OperatorCertificates certificates;
  private final Upkeep certificateUpkeep;
  private final Upkeep envelopeUpkeep;
  private final GatewayPods pods;
  private final Leadership leadership;
  private final Controllers controllers;
  private final FleetDelivery fleetDelivery;
  private final StoredKeys storedKeys;
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
    AtomicReference<@Nullable FleetDelivery> made = new AtomicReference<>();
    AtomicReference<@Nullable StoredKeys> keys = new AtomicReference<>();
    AtomicReference<@Nullable UsagePoll> polls = new AtomicReference<>();
    this.pods =
        new GatewayPods(
            client,
            settings.watched(),
            (namespace, gateway) -> {
              FleetDelivery known = made.get();
              if (known != null) {
                known.podsChanged(namespace, gateway);
              }
            });
    this.controllers =
        new Controllers(
            new Controllers.Tools(
                client, settings, clock, random, certificates::trusted, statusWrites::increment),
            given -> {
              FleetDelivery delivery = delivery(given.secrets());
              made.set(delivery);
              StoredKeys stored = storedKeys(delivery, opener, given);
              keys.set(stored);
              UsageBook usages = new UsageBook();
              UsagePoll spending =
                  new UsagePoll(stored, usages, given.events(), given.concerned(), clock);
              polls.set(spending);
              return new Controllers.Delivering(
                  stored,
                  (state, changed) -> {
                    if (leadership.isLeading()) {
                      delivery.resolved(state, changed);
                      spending.resolved(state, changed);
                      stored.resolved(state, changed);
                    }
                  },
                  (key, versions) -> stored.announce(key, versions.digests().digests()),
                  usages);
            },
            framework ->
                framework
                    .withLeaderElectionConfiguration(leadership.configuration())
                    .withMetrics(MicrometerMetricsV2.newBuilder(meters).build()));
    FleetDelivery delivery = made.get();
    StoredKeys stored = keys.get();
    UsagePoll poll = polls.get();
    if (delivery == null || stored == null || poll == null) {
      throw new IllegalStateException("controllers are made with their delivery");
    }
    this.fleetDelivery = delivery;
    this.storedKeys = stored;
    this.usage = new Upkeep("usage", () -> look(poll), clock, meters);
    this.sweep = new Upkeep("keys without an object", this::sweepKeys, clock, meters);
    this.certificateUpkeep = new Upkeep("certificates", this::renewCertificates, clock, meters);
    this.fleetEnvelopeKeys = new FleetEnvelopeKeys(client, settings.namespace(), clock, random);
    this.envelopeUpkeep = new Upkeep("envelope keys", this::renewEnvelopeKeys, clock, meters);
    expiry("authority", OperatorCertificates::authorityEnds);
    expiry("server", OperatorCertificates::serverEnds);
    Gauge.builder(MetricNames.LEADER, leadership, known -> known.isLeading() ? 1 : 0)
        .description("Whether this process leads")
        .register(meters);
  }

  /** Not a number before there is one. */
  private void expiry(String certificate, Function<OperatorCertificates, @Nullable Instant> end) {
    Gauge.builder(
            MetricNames.CERTIFICATE_EXPIRY,
            certificates,
            known -> {
              Instant ends = end.apply(known);
              return ends == null ? Double.NaN : ends.getEpochSecond();
            })
        .description("When a certificate ends, in seconds since 1970; both are renewed long before")
        .baseUnit("seconds")
        .tag("certificate", certificate)
        .register(meters);
  }

  private FleetDelivery delivery(SecretBook secrets) {
    return new FleetDelivery(
        progressed -> new Delivery(client, pods, progressed, leadership::isLeading, clock),
        new Renderings(new ConfigRenderer(Catalogue.load()), secrets, this::keysForPods, clock),
        new DeliveryMetrics(meters, clock),
        clock);
  }

  private StoredKeys storedKeys(
      FleetDelivery delivery, StoreOpener opener, Controllers.Given given) {
    StoredKeys stored =
        new StoredKeys(
            delivery,
            delivery.delivery(),
            new StoredKeys.Outside(opener, client, given.events(), given.ending()),
            settings.watched(),
            clock);
    delivery.listenToPods(stored::podsTold);
    return stored;
  }

  private Instant sweepKeys() {
    if (leadership.isLeading()) {
      storedKeys.sweep();
    }
    return clock.instant().plus(StoredKeys.SWEEP);
  }

  private Instant look(UsagePoll poll) {
    if (leadership.isLeading()) {
      poll.look();
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
    fleetDelivery.commonChanged();
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
                .probe("/startup", controllers::isStarted)
                .probe("/ready", controllers::isReady)
                .probe("/liveness", () -> true)
                .text("/metrics", PROMETHEUS, meters::scrape));
    management = probes;
    begun(certificateUpkeep).start();
    begun(envelopeUpkeep).start();
    begun(pods).start(Controllers.PATIENCE);
    started.push(leadership::release);
    begun(controllers);
    begun(fleetDelivery);
    begun(storedKeys);
    begun(sweep).start();
    begun(usage).start();
    server =
        begun(
            DeliveryServer.start(
                new InetSocketAddress(settings.ports().config()),
                certificates.tls(),
                fleetDelivery.delivery(),
                client,
                settings.watched().isEmpty() ? TokenCheck.Review : TokenCheck.Signature,
                clock));
    controllers.start();
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
    return fleetDelivery;
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
