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
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Processes that share one key's budget through DynamoDB Local, behind a proxy that may fail, with
 * an upstream that keeps its own count.
 */
final class Fleet implements AutoCloseable {
  static final String KEY = "sk-fleet-budget-key";

  private final Path home;
  private final DynamoLocal dynamo = DynamoLocal.start();
  private final CountingUpstream upstream;
  private final FaultyStore store;
  private final StoreEntry.DynamoDb tables = dynamo.freshTables();
  private final List<GatewayProcess> processes = new ArrayList<>();

  Fleet(Path home) throws IOException {
    this.home = home;
    upstream = new CountingUpstream();
    store = new FaultyStore(dynamo.endpoint());
  }

  DynamoLocal dynamo() {
    return dynamo;
  }

  CountingUpstream upstream() {
    return upstream;
  }

  FaultyStore store() {
    return store;
  }

  List<GatewayProcess> processes() {
    return processes;
  }

  private Path manifests(long tokens, String outage) {
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
              storeOutage: {mode: %s}
              budgets:
              - {name: month, period: Month, tokens: %d}
            """
                .formatted(outage, tokens))
        .directory();
  }

  /** The state directory of a process. */
  Path state(int number) {
    return process(number).resolve("state");
  }

  private Path process(int number) {
    return home.resolve("process-" + number);
  }

  /**
   * Makes tables and manifests.
   *
   * @param outage what the key may do while the store is out of reach
   */
  void prepare(long tokens, String outage) throws InterruptedException {
    Path _ = manifests(tokens, outage);
    GatewayCommand create =
        GatewayCommand.of(home, "tables", "create")
            .with("--region", tables.region(), "--endpoint", dynamo.endpoint().toString())
            .with("--key-table", tables.keyTable(), "--usage-table", tables.usageTable());
    dynamo.environment().forEach(create::environment);
    assertThat(create.finish().exitCode()).isZero();
  }

  /** Starts a process; one of a number that was there before finds what that has left. */
  GatewayProcess start(int number) throws InterruptedException {
    GatewayCommand command =
        GatewayCommand.run(process(number)).with(home.resolve("dir").toString());
    dynamo.environment().forEach(command::environment);
    command.environment("DYNAMODB_ENDPOINT_URL", store.endpoint().toString());
    GatewayProcess process = command.start();
    processes.add(process);
    return process;
  }

  void kill(GatewayProcess process) {
    processes.remove(process);
    process.close();
  }

  /** The budget's window of this month. */
  WindowState window() throws Exception {
    Instant start =
        LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    WindowId id = new WindowId("default/main", "default/caller", "budget/month/tokens", start);
    try (DynamoStore opened = DynamoStore.open(tables)) {
      return opened.windows().read(List.of(id)).get().getFirst();
    }
  }

  /** The window once nothing is held of it, or when there is no more patience. */
  WindowState quiet(Duration patience) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    WindowState state = window();
    while (isBusy(state) && System.nanoTime() < end) {
      Thread.sleep(500);
      state = window();
    }
    return state;
  }

  private boolean isBusy(WindowState state) {
    return state.committed().signum() == 0 || state.committed().compareTo(state.settled()) != 0;
  }

  /** By how much the ledger is above what the upstream has counted. */
  BigDecimal over(WindowState state) {
    return state.settled().subtract(BigDecimal.valueOf(upstream.counted()));
  }

  /** Ends the processes; the store stays. */
  void stop() {
    processes.forEach(GatewayProcess::close);
    processes.clear();
  }

  String report(Callers callers, WindowState state) {
    return "upstream counted %d in %d calls, ledger %s, expired %s, answers %s, aborted %d, faults %s"
        .formatted(
            upstream.counted(),
            upstream.calls(),
            state.settled().toPlainString(),
            state.expired().toPlainString(),
            callers.answers(),
            callers.aborted(),
            callers.faults());
  }

  @Override
  public void close() {
    stop();
    store.close();
    upstream.close();
    dynamo.close();
  }
}
