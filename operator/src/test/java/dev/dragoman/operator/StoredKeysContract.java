package dev.dragoman.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.fleet.Catalogue;
import dev.dragoman.fleet.ConfigRenderer;
import dev.dragoman.operator.delivery.Delivery;
import dev.dragoman.operator.keys.OpenStores;
import dev.dragoman.operator.keys.StoredKeys;
import dev.dragoman.operator.keys.SwitchableStore;
import dev.dragoman.operator.publishing.DeliveryMetrics;
import dev.dragoman.operator.publishing.FleetDelivery;
import dev.dragoman.operator.publishing.Renderings;
import dev.dragoman.operator.usage.UsageBook;
import dev.dragoman.operator.usage.UsagePoll;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.ApiKeyStatus;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.UsageStatus;
import dev.dragoman.store.Store;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.window.Periods;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys of a gateway with a table, on a real API server, whichever store it is. */
abstract class StoredKeysContract {
  private static final String GATEWAY =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmGateway
      metadata: {name: main, namespace: $ns}
      spec:
        store: {type: DynamoDB, dynamoDb: {region: eu-central-1, keyTable: keys, usageTable: usage}}
      """;
  private static final String KEY =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: ApiKey
      metadata: {name: ci, namespace: $ns}
      spec:
        gatewayRef: {name: main}
        routes: [{name: "*"}]
        models: ["*"]
      """;

  private static final String BUDGET = "  budgets: [{name: month, period: Month, tokens: 1000}]\n";

  private static final long PAUSE_NANOS = 5_000_000;

  private final MovableClock clock = MovableClock.running();
  private final Store inner;
  private final SwitchableStore store;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final Set<String> touched = ConcurrentHashMap.newKeySet();
  private final RunningOperator operator;
  private volatile @Nullable UsagePoll poll;
  private volatile @Nullable StoredKeys sweeping;

  StoredKeysContract(ApiServer server, Store inner) {
    this.inner = inner;
    this.store = new SwitchableStore(inner);
    this.operator = RunningOperator.on(server, clock, this::delivering);
  }

  private Controllers.Delivering delivering(RunningOperator running, Controllers.Given given) {
    closeParts();
    FleetDelivery delivery =
        new FleetDelivery(
            progressed ->
                new Delivery(running.client, _ -> Map.of(), progressed, () -> true, clock),
            new Renderings(
                new ConfigRenderer(Catalogue.load()), given.secrets(), Optional::empty, clock),
            new DeliveryMetrics(new SimpleMeterRegistry(), clock),
            clock);
    StoredKeys keys =
        new StoredKeys(
            delivery,
            delivery.delivery(),
            new StoredKeys.Outside(_ -> store, running.client, given.events(), given.ending()),
            Set.of(),
            clock);
    parts.addAll(List.of(keys, delivery));
    sweeping = keys;
    UsageBook usages = new UsageBook();
    UsagePoll spending =
        new UsagePoll(touched(keys), usages, given.events(), given.concerned(), clock);
    poll = spending;
    return new Controllers.Delivering(
        keys,
        (state, changed) -> {
          delivery.resolved(state, changed);
          spending.resolved(state, changed);
          keys.resolved(state, changed);
        },
        (key, versions) -> keys.announce(key, versions.digests().digests()),
        usages);
  }

  /** Pods that touched what a test says. */
  private OpenStores touched(OpenStores stores) {
    return new OpenStores() {
      @Override
      public List<Kept> kept() {
        return stores.kept();
      }

      @Override
      public Set<String> takeTouched(Kept gateway) {
        Set<String> taken = Set.copyOf(touched);
        touched.removeAll(taken);
        return taken;
      }
    };
  }

  @AfterEach
  void end() {
    store.down(false);
    operator.client.resources(ApiKey.class).inNamespace(operator.namespace).delete();
    until(() -> operator.find(ApiKey.class, "ci") == null);
    closeParts();
    operator.close();
    inner.close();
  }

  private void closeParts() {
    parts.forEach(part -> {
      try {
        part.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
    parts.clear();
  }

  private static void until(BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(60);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private List<KeyItem> items() {
    LlmGateway gateway = operator.find(LlmGateway.class, "main");
    return gateway == null ? List.of() : store.all(gateway.getMetadata().getUid());
  }

  private KeyItem item() {
    until(() -> !items().isEmpty());
    return items().getLast();
  }

  private ApiKey stored() {
    operator.apply(GATEWAY + "---\n" + KEY);
    until(() -> items().size() == 1 && !item().isDeleted());
    return Objects.requireNonNull(operator.find(ApiKey.class, "ci"));
  }

  private static String reason(ApiKeyStatus status, String type) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .map(Condition::reason)
        .findFirst()
        .orElse("absent");
  }

  @Test
  @Tag("requirement-57")
  void aKeyIsAnItemAndAnEditReachesItThoughItsSecretIsThere() {
    // Given
    ApiKey key = stored();

    // When
    operator.apply(KEY.replace("models: [\"*\"]", "models: [\"gpt-*\"]"));

    // Then
    until(() -> item().entry().models().equals(List.of("gpt-*")));
    assertThat(key.getFinalizers()).containsExactly("dragoman.dev/key-store");
    assertThat(item().entry().uid()).isEqualTo(key.getMetadata().getUid());
    assertThat(item().source()).isEqualTo(KeyItem.Source.Manifest);
    assertThat(operator.find(Secret.class, "ci-key")).isNotNull();
  }

  @Test
  @Tag("requirement-25")
  void aRestartWritesNoKey() {
    // Given
    stored();
    int puts = store.puts();

    // When
    operator.restart();
    operator.apply(KEY.replace("name: ci,", "name: other,"));
    until(() -> items().size() == 2);

    // Then
    assertThat(store.puts()).isEqualTo(puts + 1);
  }

  @Test
  @Tag("requirement-56")
  void bothTextsAreStoredForTheOverlapAndTheOldOneIsGoneAfterIt() {
    // Given
    stored();
    String first = item().entry().digests().getFirst().sha256();

    // When
    operator.apply(KEY + "  rotation: {trigger: leak, overlap: 2h}\n");
    until(() -> item().entry().digests().size() == 2);
    clock.pass(Duration.ofHours(3));
    operator.restart();

    // Then
    until(() -> item().entry().digests().size() == 1);
    assertThat(item().entry().digests().getFirst().sha256()).isNotEqualTo(first);
  }

  @Test
  @Tag("requirement-60")
  @Tag("requirement-61")
  void aDeletedKeyLeavesATombstoneAndItsNameGetsAnotherId() {
    // Given
    stored();
    operator.apply(KEY + "  state: Revoked\n");
    until(() -> item().entry().state().name().equals("Revoked"));
    String keyId = item().entry().keyId();

    // When
    operator.client.resources(ApiKey.class).inNamespace(operator.namespace).delete();
    until(() -> operator.find(ApiKey.class, "ci") == null);
    KeyItem grave = item();
    operator.client.secrets().inNamespace(operator.namespace).withName("ci-key").delete();
    operator.apply(KEY);
    until(() -> items().stream().anyMatch(item -> !item.isDeleted()));

    // Then
    assertThat(grave.deletedAt()).isNotNull();
    assertThat(items())
        .filteredOn(item -> !item.isDeleted())
        .extracting(item -> item.entry().keyId())
        .doesNotContain(keyId);
  }

  private void deleteUnstored(String name) {
    var object = operator.client.resources(ApiKey.class).inNamespace(operator.namespace);
    object
        .withName(name)
        .edit(key -> {
          key.getMetadata().setAnnotations(Map.of("dragoman.dev/skip-store-cleanup", "true"));
          return key;
        });
    object.withName(name).delete();
    until(() -> operator.find(ApiKey.class, name) == null);
  }

  @Test
  @Tag("requirement-66")
  void aKeyThatWentUnseenIsRefusedAtTheSecondSightingAndThoseOfAnotherClusterStay() {
    // Given
    stored();
    KeyItem orphan = item();
    KeyItem theirs =
        new KeyItem(
            "another-gateway",
            KeyItem.Source.Manifest,
            orphan.generation(),
            orphan.entry(),
            orphan.changedAt(),
            null,
            null);
    store.put(theirs).join();
    deleteUnstored("ci");
    assertThat(item().isDeleted()).isFalse();

    // When
    int looks = 0;
    Instant deadline = Instant.now().plusSeconds(60);
    while (!item().isDeleted() && Instant.now().isBefore(deadline)) {
      Objects.requireNonNull(sweeping).sweep();
      clock.pass(Duration.ofMinutes(61));
      looks++;
    }

    // Then
    assertThat(looks).isGreaterThanOrEqualTo(2);
    assertThat(item().entry().keyId()).isEqualTo(orphan.entry().keyId());
    assertThat(item().forgottenAt()).isNotNull();
    assertThat(store.all("another-gateway")).containsExactly(theirs);
  }

  private void spend(long sequence, long tokens, Tally tally) {
    BudgetEntry budget = item().entry().spend().budgets().getFirst();
    WindowId id =
        new WindowId(
            item().scope(),
            item().entry().uid(),
            "budget/month/tokens",
            Periods.containing(budget, clock.instant()).start());
    store
        .windows()
        .change(
            new WindowChange(
                id,
                "pod",
                sequence,
                BigDecimal.valueOf(tokens),
                BigDecimal.ZERO,
                null,
                tally,
                null))
        .join();
    touched.add(item().entry().keyId());
    Objects.requireNonNull(poll).look();
  }

  private List<String> budgetEvents() {
    return operator
        .client
        .resources(Event.class)
        .inNamespace(operator.namespace)
        .list()
        .getItems()
        .stream()
        .filter(event -> event.getReason().startsWith("Budget"))
        .map(event ->
            event.getReason()
                + " "
                + event.getNote().substring(0, event.getNote().indexOf(':'))
                + (event.getSeries() == null ? "" : " again"))
        .sorted()
        .toList();
  }

  @Test
  void whatAKeySpendsShowsInItsStatusAndItsThresholdsAreToldOnce() {
    // Given
    operator.apply(GATEWAY + "---\n" + KEY + BUDGET);
    until(() -> !items().isEmpty());

    // When
    spend(1, 600, new Tally(3, 400, 200, 50, 1, new BigDecimal("0.25")));
    ApiKey half =
        operator.await(
            ApiKey.class, "ci", key -> key.getStatus() != null && key.getStatus().usage() != null);

    // Then
    UsageStatus usage = Objects.requireNonNull(half.getStatus()).usage();
    assertThat(usage)
        .extracting(
            UsageStatus::requests,
            UsageStatus::inputTokens,
            UsageStatus::outputTokens,
            UsageStatus::cachedTokens,
            UsageStatus::cost,
            UsageStatus::budget,
            UsageStatus::budgetPercent,
            UsageStatus::remaining,
            UsageStatus::limited,
            UsageStatus::limitedRequests)
        .containsExactly(3L, 400L, 200L, 50L, "0.25", "month", 60, "400", false, 1L);
    assertThat(half.getStatus().lastUsed()).isNotNull();
    assertThat(budgetEvents()).containsExactly("BudgetAlert 50 % of budget month is spent");

    // When: the budget is spent, and another operator looks as well
    clock.pass(Duration.ofSeconds(31));
    spend(2, 400, new Tally(1, 400, 0, 0, 0, BigDecimal.ZERO));
    operator.await(
        ApiKey.class,
        "ci",
        key ->
            reason(Objects.requireNonNull(key.getStatus()), "BudgetExceeded")
                .equals("BudgetExceeded"));
    operator.restart();
    operator.apply(KEY.replace("name: ci,", "name: other,"));
    until(() -> items().size() == 2);
    items().forEach(item -> touched.add(item.entry().keyId()));
    Objects.requireNonNull(poll).look();

    // Then
    assertThat(budgetEvents())
        .containsExactly(
            "BudgetAlert 50 % of budget month is spent",
            "BudgetAlert 80 % of budget month is spent",
            "BudgetExceeded 100 % of budget month is spent");
  }

  @Test
  @Tag("requirement-64")
  void aRaisedBudgetReachesTheStoreAndEndsWhatWasSaid() {
    // Given
    operator.apply(GATEWAY + "---\n" + KEY + BUDGET);
    until(() -> !items().isEmpty());
    spend(1, 1000, Tally.NONE);
    operator.await(
        ApiKey.class,
        "ci",
        key ->
            key.getStatus() != null
                && reason(key.getStatus(), "BudgetExceeded").equals("BudgetExceeded"));

    // When
    operator.apply(KEY + BUDGET.replace("1000", "5000"));
    until(() ->
        Objects.equals(item().entry().spend().budgets().getFirst().tokens(), Long.valueOf(5000)));
    clock.pass(Duration.ofSeconds(31));
    touched.add(item().entry().keyId());
    Objects.requireNonNull(poll).look();

    // Then
    operator.await(
        ApiKey.class,
        "ci",
        key -> reason(Objects.requireNonNull(key.getStatus()), "BudgetExceeded").equals("absent"));
  }

  @Test
  void aStoreOutOfReachIsSaidAndHoldsADeletedKeyNoLongerThanTenMinutes() {
    // Given
    stored();
    store.down(true);

    // When
    operator.apply(KEY.replace("models: [\"*\"]", "models: [\"gpt-*\"]"));
    operator.await(
        ApiKey.class,
        "ci",
        key ->
            key.getStatus() != null
                && reason(key.getStatus(), "Programmed").equals("StoreUnavailable"));
    operator.client.resources(ApiKey.class).inNamespace(operator.namespace).delete();
    clock.pass(Duration.ofMinutes(11));

    // Then
    until(() -> operator.find(ApiKey.class, "ci") == null);
    assertThat(
            operator
                .client
                .resources(Event.class)
                .inNamespace(operator.namespace)
                .list()
                .getItems())
        .extracting(Event::getReason)
        .contains("StoreNotCleaned");
  }
}
