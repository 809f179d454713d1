package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.BudgetEntry.OnExceeded;
import dev.dragoman.contract.BudgetEntry.Period;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.PriceEntry;
import dev.dragoman.contract.PriceEntry.Rates;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.store.Store;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.testkit.ScriptedUpstream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A gateway with an upstream of each kind, all models at 1 USD a million tokens in and 10 out, and
 * a key with a budget of both kinds. Each case has a route of its own, by which its charges are
 * told apart.
 */
final class BilledGateway implements AutoCloseable {
  private static final List<String> PROVIDERS =
      List.of("simulated", "anthropic", "openai", "responses", "bedrock", "gemini");

  private static final String KEY_UID = "default/test";

  final ScriptedUpstream anthropic = ScriptedUpstream.start();
  final ScriptedUpstream openai = ScriptedUpstream.start();
  final ScriptedUpstream bedrock = ScriptedUpstream.start();
  final ScriptedUpstream gemini = ScriptedUpstream.start();
  private final TestGateway.Builder builder;
  private final List<Case> cases = new ArrayList<>();
  private final Map<String, String> expected = new TreeMap<>();

  BilledGateway() {
    CredentialRef bearer = new CredentialRef("bearer");
    BudgetEntry budget =
        new BudgetEntry(
            "all",
            Period.Lifetime,
            "UTC",
            1,
            1_000_000_000L,
            new Money(new BigDecimal(1_000), "USD"),
            OnExceeded.Block,
            List.of());
    builder =
        TestGateway.serving()
            .simulated("unused")
            .provider("anthropic", ProtocolName.AnthropicMessages, url(anthropic), "s")
            .provider("openai", ProtocolName.OpenAIChat, url(openai) + "/v1", "s")
            .provider("responses", ProtocolName.OpenAIResponses, url(openai) + "/v1", "s")
            .provider("gemini", ProtocolName.Gemini, url(gemini), "s")
            .bedrock(
                "bedrock",
                bedrock.url(),
                new AuthEntry(AuthEntry.Type.AwsBearer, bearer, null),
                Map.of(bearer, "s"))
            .spend(new SpendPolicy(List.of(), List.of(budget), null));
    for (String provider : PROVIDERS) {
      for (String model : List.of("m1", "m2")) {
        builder.model(provider, new ModelEntry(model, null, null, null, price()));
      }
    }
  }

  private static String url(ScriptedUpstream upstream) {
    return upstream.url().toString();
  }

  private static PriceEntry price() {
    Rates rates = new Rates(BigDecimal.ONE, BigDecimal.TEN, null, null, null, null, null);
    return new PriceEntry("USD", rates, List.of(), List.of());
  }

  /** What happens in one case; its route has its name. */
  private record Case(String name, Action action) {}

  @FunctionalInterface
  interface Action {
    void run(TestGateway gateway, AccessLines lines) throws Exception;
  }

  /**
   * Adds a case.
   *
   * @param charges its records, such as {@code 1 openai 11/2 report success}; empty for none
   */
  void add(String name, List<String> providers, String charges, Action action) {
    builder.route(TieredRoute.of(name, providers.toArray(String[]::new)).entry());
    cases.add(new Case(name, action));
    if (!charges.isEmpty()) {
      expected.put(name, charges);
    }
  }

  /** Adds a case about a model of one provider whose name says what it takes. */
  void addOf(String name, String provider, String model, String charges, Action action) {
    builder.model(provider, new ModelEntry(model, null, null, null, price()));
    builder.route(
        RouteEntry.of(
            name,
            List.of(name),
            List.of(BackendEntry.of("only", provider, model, TimeoutsEntry.DEFAULT))));
    cases.add(new Case(name, action));
    expected.put(name, charges);
  }

  /** A request of either protocol. */
  static String ask(String model, boolean stream) {
    return ("{\"model\":\"%s\",\"max_tokens\":64,\"stream\":%s,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}")
        .formatted(model, stream);
  }

  /** The same question in the words of OpenAI Responses. */
  static String askResponses(String model, boolean stream) {
    return "{\"model\":\"%s\",\"max_output_tokens\":64,\"stream\":%s,\"input\":\"hello\"}"
        .formatted(model, stream);
  }

  ScriptedUpstream upstream(String provider) {
    return switch (provider) {
      case "anthropic" -> anthropic;
      case "openai", "responses" -> openai;
      case "bedrock" -> bedrock;
      case "gemini" -> gemini;
      default -> throw new IllegalArgumentException(provider);
    };
  }

  /** Runs all cases on one gateway, and closes it so that everything is written. */
  Outcome runAll() throws Exception {
    Store store;
    try (this;
        TestGateway gateway = builder.start();
        AccessLines lines = new AccessLines()) {
      store = gateway.store();
      for (Case one : cases) {
        one.action().run(gateway, lines);
      }
    }
    return new Outcome(expected, charges(store), Sums.of(store));
  }

  /** What was expected, and what is in the store. */
  record Outcome(Map<String, String> expected, Map<String, String> charges, Sums sums) {
    void assertThatAllIsCharged() {
      assertThat(charges).isEqualTo(expected);
      assertThat(sums.ofTokens()).isEqualByComparingTo(sums.tokens());
      assertThat(sums.ofCost()).isEqualByComparingTo(sums.cost());
    }
  }

  /** All charges, one line for each route: what each attempt is charged. */
  private static Map<String, String> charges(Store store) {
    return store.usage().records("test", KEY_UID, 1_000).join().stream()
        .sorted(Comparator.comparingInt(UsageRecord::attempt))
        .collect(
            Collectors.groupingBy(
                record -> record.labels().route(),
                Collectors.mapping(BilledGateway::line, Collectors.joining(" | "))));
  }

  private static String line(UsageRecord record) {
    return "%d %s %d/%d %s %s"
        .formatted(
            record.attempt(),
            record.labels().provider(),
            record.tokens().inputTotal(),
            record.tokens().output(),
            record.basis(),
            record.outcome());
  }

  /** What the records come to, and what the budgets were charged: tokens and money. */
  record Sums(BigDecimal tokens, BigDecimal cost, BigDecimal ofTokens, BigDecimal ofCost) {
    static Sums of(Store store) {
      BigDecimal tokens = BigDecimal.ZERO;
      BigDecimal cost = BigDecimal.ZERO;
      for (UsageRecord record : store.usage().records("test", KEY_UID, 1_000).join()) {
        tokens = tokens.add(BigDecimal.valueOf(record.tokens().total()));
        cost = cost.add(record.cost() == null ? BigDecimal.ZERO : record.cost().amount());
      }
      return new Sums(tokens, cost, charged(store, "tokens"), charged(store, "cost"));
    }

    private static BigDecimal charged(Store store, String measure) {
      WindowId id = new WindowId("test", KEY_UID, "budget/all/" + measure, Instant.EPOCH);
      WindowState state = store.windows().read(List.of(id)).join().getFirst();
      return state.settled();
    }
  }

  @Override
  public void close() {
    anthropic.close();
    openai.close();
    bedrock.close();
    gemini.close();
  }
}
