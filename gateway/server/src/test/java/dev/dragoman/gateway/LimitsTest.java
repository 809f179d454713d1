package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.BudgetEntry.OnExceeded;
import dev.dragoman.contract.BudgetEntry.Period;
import dev.dragoman.contract.LimitEntry;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.store.Store;
import dev.dragoman.store.usage.UsageStore.Query;
import dev.dragoman.store.usage.UsageTotals;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowId;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What limits and budgets of a key do to its requests. */
class LimitsTest {
  private static final String MESSAGES =
      """
      {"model":"sim","max_tokens":%d,"messages":[{"role":"user","content":"hi"}]}\
      """;

  private static final String CHAT =
      """
      {"model":"sim","messages":[{"role":"user","content":"hi"}]}\
      """;

  private static SpendPolicy limits(LimitEntry... limits) {
    return new SpendPolicy(List.of(limits), List.of(), null);
  }

  private static SpendPolicy tokens(long tokens, OnExceeded onExceeded) {
    return budget(tokens, null, onExceeded);
  }

  private static SpendPolicy budget(
      @Nullable Long tokens, @Nullable Money cost, OnExceeded onExceeded) {
    return new SpendPolicy(
        List.of(),
        List.of(
            new BudgetEntry(
                "monthly", Period.Month, "UTC", 1, tokens, cost, onExceeded, List.of(50, 100))),
        null);
  }

  @Test
  void requestsBeyondTheRateAreRefusedWithTheTimeToWait() throws Exception {
    // Given
    try (TestGateway gateway =
        TestGateway.serving()
            .simulated("sim")
            .spend(limits(new LimitEntry.RequestsPerMinute(2)))
            .start()) {
      // When
      HttpResponse<String> first = gateway.post("/v1/messages", MESSAGES.formatted(100));
      HttpResponse<String> second = gateway.post("/v1/chat/completions", CHAT);
      HttpResponse<String> third = gateway.post("/v1/messages", MESSAGES.formatted(100));
      HttpResponse<String> fourth = gateway.post("/v1/chat/completions", CHAT);

      // Then
      assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
      assertThat(first.headers().firstValue("anthropic-ratelimit-requests-limit")).contains("2");
      assertThat(first.headers().firstValue("anthropic-ratelimit-requests-remaining"))
          .contains("1");
      assertThat(second.headers().firstValue("x-ratelimit-remaining-requests")).contains("0");
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.body())
          .contains("rate_limit_error")
          .contains("the API key \\\"default/test\\\" may use 2 requests a minute; try again in");
      assertThat(third.headers().firstValueAsLong("retry-after").orElseThrow()).isBetween(1L, 30L);
      assertThat(fourth.statusCode()).isEqualTo(429);
      assertThat(fourth.body()).contains("rate_limit_exceeded");
      assertThat(fourth.headers().firstValue("x-ratelimit-limit-requests")).contains("2");
      assertThat(gateway.metrics())
          .contains(
              "dragoman_gateway_limited_requests_total{bound=\"requests\",subject=\"key\"} 2.0",
              "dragoman_gateway_limited_requests_total{bound=\"budget\",subject=\"key\"} 0.0");
    }
  }

  @Test
  void refusedRequestsAreCountedInTheDayTheMonthAndTheBudgetOfTheirKey() throws Exception {
    // Given
    SpendPolicy policy =
        new SpendPolicy(
            List.of(new LimitEntry.RequestsPerMinute(2)),
            tokens(10_000, OnExceeded.Block).budgets(),
            null);
    Store store;

    // When
    try (TestGateway gateway = TestGateway.serving().simulated("sim").spend(policy).start()) {
      store = gateway.store();
      for (int i = 0; i < 5; i++) {
        gateway.post("/v1/messages", MESSAGES.formatted(100));
      }
    }

    // Then
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    List<UsageTotals> totals =
        store.usage().totals(new Query("test", today.minusDays(1), today, "default/test")).join();
    assertThat(totals)
        .singleElement()
        .satisfies(day -> {
          assertThat(day.labels().model()).isEqualTo("sim");
          assertThat(day.tally().requests()).isEqualTo(2);
          assertThat(day.tally().limited()).isEqualTo(3);
        });
    Instant month = today.withDayOfMonth(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    for (String bound : List.of("usage/USD", "budget/monthly/tokens")) {
      WindowId id = new WindowId("test", "default/test", bound, month);
      Tally counted = store.windows().read(List.of(id)).join().getFirst().spent();
      assertThat(counted.requests()).as(bound).isEqualTo(2);
      assertThat(counted.limited()).as(bound).isEqualTo(3);
    }
  }

  @Test
  void aWindowOtherThanAMinuteScalesTheRefill() throws Exception {
    // Given
    try (TestGateway gateway =
        TestGateway.serving()
            .simulated("sim")
            .spend(limits(new LimitEntry.RequestsPerWindow(2, Duration.ofHours(1))))
            .start()) {
      gateway.post("/v1/chat/completions", CHAT);
      gateway.post("/v1/chat/completions", CHAT);

      // When
      HttpResponse<String> third = gateway.post("/v1/chat/completions", CHAT);

      // Then
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.body()).contains("may use 2 requests in 3600 s; try again in");
      assertThat(third.headers().firstValueAsLong("retry-after").orElseThrow())
          .as("one of two an hour is back in half of it")
          .isBetween(1_700L, 1_800L);
    }
  }

  @Test
  void aSpentBudgetIsRefusedForGoodInEachDialect() throws Exception {
    // Given
    try (TestGateway gateway =
        TestGateway.serving().simulated("sim").spend(tokens(300, OnExceeded.Block)).start()) {
      // When
      HttpResponse<String> refused = gateway.post("/v1/messages", MESSAGES.formatted(20));
      for (int i = 0; i < 50 && refused.statusCode() == 200; i++) {
        refused = gateway.post("/v1/messages", MESSAGES.formatted(20));
      }
      HttpResponse<String> chat = gateway.post("/v1/chat/completions", CHAT);

      // Then
      assertThat(refused.statusCode()).isEqualTo(402);
      assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
      assertThat(refused.body())
          .contains("billing_error")
          .contains("the budget \\\"monthly\\\" of the API key \\\"default/test\\\" is spent")
          .contains("of 300 tokens; it resets at ");
      assertThat(chat.statusCode()).isEqualTo(429);
      assertThat(chat.headers().firstValue("x-should-retry")).contains("false");
      assertThat(chat.body()).contains("insufficient_quota");
    }
  }

  @Test
  void anAnswerIsLoweredToWhatIsLeftWithAWarning() throws Exception {
    // Given
    try (TestGateway gateway =
        TestGateway.serving().simulated("sim").spend(tokens(1_000, OnExceeded.Block)).start()) {
      // When
      HttpResponse<String> reply = gateway.post("/v1/messages", MESSAGES.formatted(32_000));

      // Then
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
      assertThat(reply.headers().firstValue("x-dragoman-warnings").orElseThrow())
          .contains("max_tokens;advisory;\"lowered to 9")
          .contains("are left in the budget");
    }
  }

  @Test
  void aBudgetThatOnlyWarnsRefusesNothing() throws Exception {
    // Given
    try (TestGateway gateway =
        TestGateway.serving().simulated("sim").spend(tokens(10, OnExceeded.Warn)).start()) {
      // When
      gateway.post("/v1/messages", MESSAGES.formatted(300));
      HttpResponse<String> reply = gateway.post("/v1/messages", MESSAGES.formatted(300));

      // Then
      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.headers().firstValue("x-dragoman-warnings").orElseThrow())
          .contains("the budget 'monthly' of the API key 'default/test' is exceeded");
    }
  }

  @Test
  void aModelWithoutPriceIsRefusedWhereMoneyIsBudgeted() throws Exception {
    // Given
    SpendPolicy dollar = budget(null, new Money(BigDecimal.ONE, "USD"), OnExceeded.Block);
    try (TestGateway gateway = TestGateway.serving().simulated("sim").spend(dollar).start()) {
      // When
      HttpResponse<String> reply = gateway.post("/v1/messages", MESSAGES.formatted(100));

      // Then
      assertThat(reply.statusCode()).isEqualTo(403);
      assertThat(reply.body()).contains("has no price in the currency of the budget");
    }
  }

  @Test
  void aSuspendedQuotaRefusesItsKeys() throws Exception {
    // Given
    QuotaEntry quota =
        new QuotaEntry("team/q", "uid-q", true, SpendPolicy.UNLIMITED, null, Map.of());
    try (TestGateway gateway = TestGateway.serving().simulated("sim").quota(quota).start()) {
      // When
      HttpResponse<String> reply = gateway.post("/v1/messages", MESSAGES.formatted(100));

      // Then
      assertThat(reply.statusCode()).isEqualTo(403);
      assertThat(reply.body()).contains("the quota \\\"team/q\\\" is suspended");
    }
  }

  @Test
  void raisingABudgetLetsTheNextRequestPass() throws Exception {
    // Given
    TestGateway.Builder small =
        TestGateway.serving().simulated("sim").spend(tokens(300, OnExceeded.Block));
    try (TestGateway gateway = small.start()) {
      HttpResponse<String> reply = gateway.post("/v1/messages", MESSAGES.formatted(300));
      for (int i = 0; i < 50 && reply.statusCode() == 200; i++) {
        reply = gateway.post("/v1/messages", MESSAGES.formatted(300));
      }

      // When
      gateway.apply(
          TestGateway.serving()
              .generation(2)
              .simulated("sim")
              .spend(tokens(10_000, OnExceeded.Block)));

      // Then
      assertThat(reply.statusCode()).isEqualTo(402);
      assertThat(gateway.post("/v1/messages", MESSAGES.formatted(300)).statusCode()).isEqualTo(200);
    }
  }
}
