package dev.dragoman.conformance.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.dynamo.DynamoStore;
import dev.dragoman.store.local.DynamoLocal;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes share one key's budget through DynamoDB, with 200 callers at a time. The upstream
 * keeps its own count, which the ledger must cover and the budget must bound.
 */
class FleetBudgetTest {
  private static final String KEY = "sk-fleet-budget-key";
  private static final int CALLERS = 200;
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("budget.seconds", 8));

  @TempDir private Path home;
  @AutoClose private final DynamoLocal dynamo = DynamoLocal.start();
  @AutoClose private final CountingUpstream upstream;
  @AutoClose private final FaultyStore store;
  private final StoreEntry.DynamoDb tables = dynamo.freshTables();
  private final List<GatewayProcess> fleet = new ArrayList<>();

  FleetBudgetTest() throws Exception {
    upstream = new CountingUpstream();
    store = new FaultyStore(dynamo.endpoint());
  }

  private Path manifests(long tokens) {
    return Manifests.in(home.resolve("dir"))
        .file(
            "gateway.yaml",
            """
            apiVersion: dragoman.dev/v1alpha1
            kind: LlmGateway
            metadata: {name: main}
            spec:
              upstreamCidrs: ["127.0.0.0/8"]
              store:
                type: DynamoDB
                dynamoDb: {region: %s, endpoint: "%s", keyTable: %s, usageTable: %s}
            """
                .formatted(
                    tables.region(), store.endpoint(), tables.keyTable(), tables.usageTable()))
        .bedrock("upstream", upstream.endpoint(), "AKIDEXAMPLE", "secret")
        .route("m", "upstream", "anthropic.claude-sonnet-4-5")
        .secret("caller", KEY)
        .file(
            "key-caller.yaml",
            """
            apiVersion: dragoman.dev/v1alpha1
            kind: ApiKey
            metadata: {name: caller}
            spec:
              gatewayRef: {name: main}
              material: {type: FromSecret, secretRef: {name: caller, key: api-key}}
              routes: [{name: "*"}]
              models: ["*"]
              budgets:
              - {name: month, period: Month, tokens: %d}
            """
                .formatted(tokens))
        .directory();
  }

  private GatewayProcess process(Path directory, int number) throws InterruptedException {
    GatewayCommand command =
        GatewayCommand.run(home.resolve("process-" + number)).with(directory.toString());
    dynamo.environment().forEach(command::environment);
    command.environment("DYNAMODB_ENDPOINT_URL", store.endpoint().toString());
    return command.start();
  }

  private void start(long tokens) throws InterruptedException {
    Path directory = manifests(tokens);
    GatewayCommand create =
        GatewayCommand.of(home, "tables", "create")
            .with("--region", tables.region(), "--endpoint", dynamo.endpoint().toString())
            .with("--key-table", tables.keyTable(), "--usage-table", tables.usageTable());
    dynamo.environment().forEach(create::environment);
    assertThat(create.finish().exitCode()).isZero();
    for (int i = 0; i < 3; i++) {
      fleet.add(process(directory, i));
    }
  }

  private WindowState window() throws Exception {
    Instant start =
        LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    WindowId id = new WindowId("default/main", "default/caller", "budget/month/tokens", start);
    try (DynamoStore store = DynamoStore.open(tables)) {
      return store.windows().read(List.of(id)).get().getFirst();
    }
  }

  private WindowState quiet(Duration patience) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    WindowState state = window();
    while (state.committed().compareTo(state.settled()) != 0 && System.nanoTime() < end) {
      Thread.sleep(500);
      state = window();
    }
    return state;
  }

  private BigDecimal over(WindowState state) {
    return state.settled().subtract(BigDecimal.valueOf(upstream.counted()));
  }

  private void stop() {
    fleet.forEach(GatewayProcess::close);
  }

  @Test
  void callersOfThreeProcessesDoNotOvershootABudget() throws Exception {
    // Given
    long budget = 15_000;
    start(budget);
    Callers callers = new Callers(KEY, fleet);

    // When
    callers.run(CALLERS, TIME);
    WindowState state = quiet(Duration.ofSeconds(45));
    stop();

    // Then
    System.out.println(report(budget, callers, state));
    assertThat(upstream.counted()).as("0 overshoot").isLessThanOrEqualTo(budget);
    assertThat(over(state)).as("the ledger is exact").isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(state.committed()).as("nothing is held").isEqualByComparingTo(state.settled());
    assertThat(callers.answers()).as("the budget was spent").containsKey(429);
    assertThat(callers.answers()).doesNotContainKeys(500, 502);
  }

  /** For the figures of gateway/docs/limits.md: {@code -Dgroups=chaos -Dtests.excluded=none}. */
  @Test
  @Tag("chaos")
  void deathsAndOutagesLeaveTheLedgerAboveTheUpstream() throws Exception {
    // Given
    long budget = 50_000_000;
    start(budget);
    Callers callers = new Callers(KEY, fleet);
    Path directory = home.resolve("dir");
    Thread calling = Thread.startVirtualThread(() -> callers.run(CALLERS, TIME));

    // When
    store.faulty(true);
    long end = System.nanoTime() + TIME.toNanos();
    int number = 3;
    while (System.nanoTime() < end) {
      Thread.sleep(10_000);
      GatewayProcess dead = fleet.remove(ThreadLocalRandom.current().nextInt(fleet.size()));
      callers.remove(dead);
      dead.close();
      GatewayProcess fresh = process(directory, number++);
      fleet.add(fresh);
      callers.replace(dead, fresh);
    }
    calling.join();
    store.faulty(false);
    // Somebody has to look at the window for the dead to be noticed.
    for (int i = 0; i < 9; i++) {
      Thread.sleep(10_000);
      callers.run(1, Duration.ofMillis(200));
    }
    WindowState state = quiet(Duration.ofSeconds(90));
    stop();

    // Then
    System.out.println(report(budget, callers, state) + ", " + store.counts());
    assertThat(over(state)).isBetween(BigDecimal.ZERO, state.expired());
    assertThat(state.committed()).as("nothing is held").isEqualByComparingTo(state.settled());
    assertThat(callers.answers()).doesNotContainKey(500);
  }

  private String report(long budget, Callers callers, WindowState state) {
    return "budget %d, upstream counted %d in %d calls, ledger %s, expired %s, answers %s, aborted %d, faults %s"
        .formatted(
            budget,
            upstream.counted(),
            upstream.calls(),
            state.settled().toPlainString(),
            state.expired().toPlainString(),
            callers.answers(),
            callers.aborted(),
            callers.faults());
  }
}
