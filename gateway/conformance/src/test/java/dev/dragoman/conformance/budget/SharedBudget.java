package dev.dragoman.conformance.budget;

import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.conformance.gateway.StoredFleet;
import dev.dragoman.store.dynamo.DynamoStore;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A month's budget of one key that processes share through DynamoDB Local, behind a proxy that may
 * fail, with an upstream that keeps its own count.
 */
final class SharedBudget implements AutoCloseable {
  static final String KEY = "sk-fleet-budget-key";

  private final CountingUpstream upstream;
  private final StoredFleet fleet;
  private final FaultyStore store;

  /** No process and no key yet, with everything on disk below {@code home}. */
  SharedBudget(Path home) throws IOException, InterruptedException {
    upstream = new CountingUpstream();
    fleet = StoredFleet.open(home);
    store = new FaultyStore(fleet.endpoint());
    fleet.reach(store.endpoint());
  }

  StoredFleet fleet() {
    return fleet;
  }

  CountingUpstream upstream() {
    return upstream;
  }

  FaultyStore store() {
    return store;
  }

  /**
   * The key and its budget.
   *
   * @param outage what the key may do while the store is out of reach
   */
  Manifests manifests(long tokens, String outage) {
    return fleet
        .manifests()
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
                .formatted(outage, tokens));
  }

  /** The budget's window of this month. */
  WindowState window() throws Exception {
    Instant start =
        LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    WindowId id = new WindowId("default/main", "default/caller", "budget/month/tokens", start);
    try (DynamoStore opened = DynamoStore.open(fleet.tables())) {
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

  private static boolean isBusy(WindowState state) {
    return state.committed().signum() == 0 || state.committed().compareTo(state.settled()) != 0;
  }

  /** By how much the ledger is above what the upstream has counted. */
  BigDecimal over(WindowState state) {
    return state.settled().subtract(BigDecimal.valueOf(upstream.counted()));
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
    fleet.close();
    store.close();
    upstream.close();
  }
}
