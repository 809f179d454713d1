package dev.dragoman.gateway.price;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.PriceEntry;
import dev.dragoman.store.usage.TokenUsage;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CostsTest {
  /** One block of {@code costs.txt}. */
  record Case(
      String why,
      String model,
      PriceEntry price,
      Instant at,
      TokenUsage tokens,
      String sum,
      BigDecimal cost) {
    static Case of(String block) {
      Map<String, String> fields = new HashMap<>();
      for (String line : block.strip().split("\n", -1)) {
        fields.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
      }
      return new Case(
          field(fields, "why"),
          field(fields, "model"),
          ContractJson.read(field(fields, "price").getBytes(UTF_8), PriceEntry.class),
          Instant.parse(field(fields, "at")),
          tokens(field(fields, "tokens")),
          field(fields, "sum"),
          new BigDecimal(field(fields, "cost")));
    }

    private static String field(Map<String, String> fields, String name) {
      return requireNonNull(fields.remove(name), name);
    }

    private static TokenUsage tokens(String text) {
      Map<String, Long> counts = new HashMap<>();
      for (String count : text.split(", ", -1)) {
        String[] words = count.split(" ", -1);
        counts.put(words[0], Long.valueOf(words[1]));
      }
      return new TokenUsage(
          counts.getOrDefault("input", 0L),
          counts.getOrDefault("cacheRead", 0L),
          counts.getOrDefault("cacheWrite", 0L),
          counts.getOrDefault("cacheWrite1h", 0L),
          counts.getOrDefault("output", 0L),
          counts.getOrDefault("reasoning", 0L),
          counts.getOrDefault("audioInput", 0L),
          counts.getOrDefault("audioOutput", 0L));
    }

    /** What the sum comes to, worked out apart from the code under test. */
    BigDecimal workedOut() {
      return Arrays.stream(sum.split(" \\+ ", -1))
          .map(product -> product.split(" × ", -1))
          .map(factors -> new BigDecimal(factors[0]).multiply(new BigDecimal(factors[1])))
          .reduce(BigDecimal.ZERO, BigDecimal::add)
          .movePointLeft(6);
    }

    @Override
    public String toString() {
      return model + ": " + why;
    }
  }

  static List<Case> cases() throws IOException {
    try (InputStream in = requireNonNull(CostsTest.class.getResourceAsStream("costs.txt"))) {
      String text = new String(in.readAllBytes(), UTF_8);
      return Arrays.stream(text.split("\n\n", -1))
          .filter(block -> !block.startsWith("#"))
          .map(Case::of)
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aRequestCostsWhatWasWorkedOutByHand(Case example) {
    // Given
    assertThat(example.cost()).isEqualByComparingTo(example.workedOut());

    // When
    Money cost = Costs.of(example.price(), example.tokens(), example.at());

    // Then
    assertThat(cost).isEqualTo(new Money(example.cost(), "USD"));
  }

  @Test
  void theTableCoversTwelveModels() throws IOException {
    // When
    long models = cases().stream().map(Case::model).distinct().count();

    // Then
    assertThat(models).isGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-29T16:29:59Z, 3", "2026-11-29T16:30:00Z, 1", "2026-11-29T23:59:59Z, 1",
    "2026-11-30T00:00:00Z, 1", "2026-11-30T00:29:59Z, 1", "2026-11-30T00:30:00Z, 3"
  })
  void hoursOfTheDayMayPassMidnight(Instant at, String millionths) {
    // Given
    PriceEntry price =
        ContractJson.read(
            """
            {"currency":"EUR","rates":{"input":"3","output":"9"},"tiers":[],"schedule":[
             {"dailyUtc":{"start":"16:30:00","end":"00:30:00"},
              "rates":{"input":"1","output":"9"},"tiers":[]}]}
            """
                .getBytes(UTF_8),
            PriceEntry.class);

    // When
    Money cost = Costs.of(price, TokenUsage.of(1_000_000, 0), at);

    // Then
    assertThat(cost).isEqualTo(new Money(new BigDecimal(millionths), "EUR"));
  }
}
