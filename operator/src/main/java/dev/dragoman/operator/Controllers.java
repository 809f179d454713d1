package dev.dragoman.operator;

import dev.dragoman.fleet.Catalogue;
import dev.dragoman.fleet.ConditionsOf;
import dev.dragoman.fleet.FleetResolver;
import dev.dragoman.fleet.Honoured;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.fleets.FleetListener;
import dev.dragoman.operator.fleets.FleetLoop;
import dev.dragoman.operator.fleets.Gathering;
import dev.dragoman.operator.gateway.LlmGatewayReconciler;
import dev.dragoman.operator.gateway.WorkloadSettings;
import dev.dragoman.operator.informers.PolledSecrets;
import dev.dragoman.operator.informers.ResourceSets;
import dev.dragoman.operator.informers.SecretBook;
import dev.dragoman.operator.key.ApiKeyReconciler;
import dev.dragoman.operator.key.KeyTexts;
import dev.dragoman.operator.material.StoredVersions;
import dev.dragoman.operator.provider.LlmProviderReconciler;
import dev.dragoman.operator.quota.LlmQuotaReconciler;
import dev.dragoman.operator.route.LlmRouteReconciler;
import dev.dragoman.operator.status.DeliveryView;
import dev.dragoman.operator.status.Events;
import dev.dragoman.operator.status.Pokes;
import dev.dragoman.operator.status.Reporter;
import dev.dragoman.operator.status.StatusWriter;
import dev.dragoman.operator.status.WriteBudget;
import dev.dragoman.operator.usage.UsageBook;
import dev.dragoman.resources.ApiKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All controllers and what they look at, put together: informers → fleet → status and workload.
 * What delivers the fleet to pods is given.
 */
public final class Controllers implements AutoCloseable {
  private static final String GATEWAY = "gateway";
  private static final String PROVIDER = "provider";
  private static final String ROUTE = "route";
  private static final String KEY = "key";
  private static final String QUOTA = "quota";

  /** What the controllers are called. */
  static final List<String> NAMES = List.of(GATEWAY, PROVIDER, ROUTE, KEY, QUOTA);

  static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LEVEL = Duration.ofMinutes(10);

  private final ResourceSets resources;
  private final FleetLoop fleets;
  private final Operator operator;
  private final Pokes pokes = new Pokes();
  private final ExecutorService polling =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("secrets").daemon().factory());

  /**
   * What the controllers work with.
   *
   * @param trusted the certificates that pods trust the operator by, in PEM
   * @param statusWritten called for each status that is written
   */
  public record Tools(
      KubernetesClient client,
      OperatorSettings settings,
      Clock clock,
      SecureRandom random,
      Supplier<String> trusted,
      Runnable statusWritten) {}

  /**
   * What delivers.
   *
   * @param listener its ears
   * @param announced is told of new texts of keys before anybody can read them
   * @param usages what keys and quotas have spent
   */
  public record Delivering(
      DeliveryView view,
      FleetListener listener,
      BiConsumer<ApiKey, StoredVersions> announced,
      UsageBook usages) {}

  /**
   * What delivery is made with.
   *
   * @param secrets may be read values of
   * @param ending ApiKeys that are about to go
   * @param concerned has objects looked at
   */
  public record Given(
      SecretBook secrets,
      Supplier<Collection<ApiKey>> ending,
      Consumer<Set<ObjectId>> concerned,
      Events events) {}

  /**
   * Nothing runs before {@link #start}.
   *
   * @param delivering makes what delivers
   * @param framework what the framework is told besides, such as the election of a leader
   */
  public Controllers(
      Tools tools,
      Function<Given, Delivering> delivering,
      Consumer<ConfigurationServiceOverrider> framework) {
    AtomicReference<Runnable> changed = new AtomicReference<>(() -> {});
    PolledSecrets polled =
        new PolledSecrets(
            name -> secret(tools.client(), name), tools.clock(), tools.random()::nextDouble);
    SecretBook secrets = new SecretBook(polled);
    this.resources =
        new ResourceSets(
            tools.client(),
            tools.settings().watched(),
            secrets,
            polled,
            () -> changed.get().run(),
            key -> pokes.poke(Set.of(key)));
    this.fleets =
        new FleetLoop(
            resources::read,
            new FleetResolver(Honoured.load(), Catalogue.load()),
            Gathering.DEFAULT,
            tools.clock());
    changed.set(fleets::changed);
    Events events = new Events(tools.client(), tools.clock(), tools.settings().pod());
    Delivering delivery =
        delivering.apply(new Given(secrets, resources::endingKeys, pokes::poke, events));
    fleets.listen(delivery.listener());
    fleets.listen((_, objects) -> pokes.poke(objects));
    delivery.view().listen(pokes::poke);
    this.operator =
        new Operator(overrider -> {
          overrider
              .withKubernetesClient(tools.client())
              .withCloseClientOnStop(false)
              .withUseSSAToPatchPrimaryResource(true)
              .withConcurrentReconciliationThreads(32);
          framework.accept(overrider);
        });
    KeyTexts texts =
        new KeyTexts(
            tools.client(), secrets, events, tools.clock(), tools.random(), delivery.announced());
    register(tools, delivery, texts);
  }

  private static @Nullable Secret secret(KubernetesClient client, ObjectName name) {
    return client.secrets().inNamespace(name.namespace()).withName(name.name()).get();
  }

  private void register(Tools tools, Delivering delivery, KeyTexts texts) {
    StatusWriter writer =
        new StatusWriter(new WriteBudget(tools.clock()), tools.clock(), tools.statusWritten());
    Reporter reporter =
        new Reporter(fleets, delivery.view(), new ConditionsOf(tools.clock()), writer);
    OperatorSettings settings = tools.settings();
    WorkloadSettings workload =
        new WorkloadSettings(
            settings.deliveryUrl(),
            settings.images().gateway(),
            settings.images().pullPolicy(),
            settings.images().pullSecrets(),
            settings.logLevel(),
            new WorkloadSettings.Neighbours(
                settings.namespace(), settings.ports().config(), settings.monitoring()));
    register(
        new LlmGatewayReconciler(reporter, pokes, workload, tools.client(), tools.trusted()),
        GATEWAY,
        settings);
    register(new LlmProviderReconciler(reporter, pokes, tools.clock()), PROVIDER, settings);
    register(new LlmRouteReconciler(reporter, pokes), ROUTE, settings);
    register(
        new ApiKeyReconciler(
            reporter, pokes, texts, fleets::changed, delivery.usages(), tools.clock()),
        KEY,
        settings);
    register(new LlmQuotaReconciler(reporter, pokes, delivery.usages()), QUOTA, settings);
  }

  private <P extends HasMetadata> void register(
      Reconciler<P> reconciler, String name, OperatorSettings settings) {
    operator.register(
        reconciler,
        (ControllerConfigurationOverrider<P> controller) -> {
          controller
              .withName(name)
              .withFieldManager("dragoman-operator")
              .withRetry(
                  new GenericRetry()
                      .withoutMaxAttempts()
                      .setInitialInterval(Duration.ofSeconds(1))
                      .setIntervalMultiplier(2)
                      .setMaxInterval(Duration.ofMinutes(5).toMillis()))
              .withReconciliationMaxInterval(LEVEL)
              .withInformerListLimit(500L);
          if (!settings.watched().isEmpty()) {
            controller.settingNamespaces(settings.watched());
          }
        });
  }

  /** Reads everything, resolves the fleet, and lets the controllers begin. */
  public void start() {
    resources.start(PATIENCE);
    fleets.start();
    polling.execute(this::poll);
    operator.start();
  }

  /** Every second, until it is closed; a Secret that cannot be read is no failure of this. */
  private void poll() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(1);
        resources.readDueSecrets();
      }
    } catch (InterruptedException _) {
      // close() ends it this way.
      Thread.currentThread().interrupt();
    }
  }

  /** Has every gateway looked at again: what all of them are given is another. */
  public void gatewaysChanged() {
    fleets
        .state()
        .ifPresent(state ->
            pokes.poke(
                state.facts().keySet().stream()
                    .filter(id -> id.kind() == Kind.LlmGateway)
                    .toList()));
  }

  /** Has the fleet resolved as if something had changed. */
  public void resolveAgain() {
    fleets.changed();
  }

  /** Whether the controllers have started. */
  public boolean isStarted() {
    return operator.getRuntimeInfo().isStarted();
  }

  /** Whether everything has been read; a watch that reconnects does not change that. */
  public boolean isReady() {
    return resources.isSynced() && fleets.state().isPresent();
  }

  /** Ends in the order of the flow, so that nothing is fed that has ended. */
  @Override
  public void close() {
    polling.shutdownNow();
    operator.stop();
    fleets.close();
    resources.close();
  }
}
