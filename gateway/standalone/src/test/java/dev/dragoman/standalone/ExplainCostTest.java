package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.standalone.directory.DirectoryPreview;
import dev.dragoman.store.Store;
import dev.dragoman.store.Stores;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dragoman explain} says of cost and bounds. */
class ExplainCostTest {
  private static final String MANIFESTS =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: priced}
      spec:
        protocol: Simulated
        models: [{name: big, price: {currency: USD, rates: {input: "3", output: "15"}}}]
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: free}
      spec: {protocol: Simulated, models: [{name: small}]}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmRoute
      metadata: {name: chat}
      spec:
        parentRefs: [{name: main}]
        models: [chat]
        backends:
          - {name: first, providerRef: {name: priced}, model: big}
          - {name: second, priority: 1, providerRef: {name: free}, model: small}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: ApiKey
      metadata: {name: ci}
      spec:
        gatewayRef: {name: main}
        routes: [{name: chat}]
        models: ["*"]
        limits: {requestsPerMinute: 60}
        budgets: [{name: ever, period: Lifetime, cost: {amount: "2", currency: USD}}]
      """;

  private static final String REQUEST =
      "{\"model\":\"chat\",\"max_tokens\":200,\"messages\":[{\"role\":\"user\",\"content\":"
          + "\""
          + "word ".repeat(6)
          + "\"}]}";

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("all.yaml"), MANIFESTS);
  }

  private Shell.Outcome explain(String... options) {
    String[] arguments = new String[options.length + 4];
    arguments[0] = "explain";
    arguments[1] = directory.toString();
    arguments[2] = "--model";
    arguments[3] = "chat";
    System.arraycopy(options, 0, arguments, 4, options.length);
    return new Shell(directory, Map.of()).reading(REQUEST).run(gateway -> {}, arguments);
  }

  @Test
  void eachTargetSaysWhatTheRequestMayTakeAndCost() {
    // When
    String said = explain("--request", "-").out();

    // Then
    assertThat(said)
        .containsPattern("  at most   \\d+ tokens in and 200 out, 0\\.003\\d* USD\n")
        .containsPattern("  at most   \\d+ tokens in and 200 out; the model has no price\n");
  }

  @Test
  void withoutAStoreTheBoundsAreThoseOfTheManifests() {
    // When
    Shell.Outcome outcome = explain("--key", "ci");

    // Then
    assertThat(outcome.out())
        .contains(
            """
            limit       60 requests a minute
            budget      ever: 2 USD, nothing known of what is spent, never resets
            """);
    assertThat(directory.resolve(".dragoman")).doesNotExist();
  }

  @Test
  void whatIsSpentIsReadFromTheStore() throws IOException {
    // Given
    GatewayConfig config = DirectoryPreview.of(directory, null, Map.of(), Map.of()).config();
    String scope = config.gateway().uid();
    String subject = config.keys().getFirst().uid();
    Path state = Files.createDirectory(directory.resolve("state"));
    try (Store store = Stores.open(StoreEntry.SQLITE, state)) {
      store
          .windows()
          .change(
              new WindowChange(
                  new WindowId(scope, subject, "budget/ever/cost", Instant.EPOCH),
                  "a process",
                  1,
                  new BigDecimal("0.5"),
                  BigDecimal.ZERO,
                  null,
                  Tally.NONE,
                  null))
          .join();
    }

    // When
    Shell.Outcome outcome = explain("--key", "ci", "--state-dir", state.toString());

    // Then
    assertThat(outcome.out()).contains("budget      ever: 0.5 of 2 USD spent (25%), never resets");
  }
}
