package dev.dragoman.standalone.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.LimitEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.standalone.start.Plan;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.start.StoredKey;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables of limits and of the store. */
class SpendVariablesTest {
  private static final StoredKey KEY = StoredKey.of("environment", "aaaabbbbcccc", "00".repeat(32));

  private static Plan plan(String... environment) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    return EnvironmentConfig.read(variables).plan(Map.of(KEY.name(), KEY));
  }

  private static GatewayConfig config(String... environment) {
    return plan(environment).configuration().config();
  }

  private static List<LimitEntry> limits(String... environment) {
    return config(environment).keys().getFirst().spend().limits();
  }

  @Test
  void aKeyMayCallAHundredTimesAMinuteUnlessSaidOtherwise() {
    assertThat(limits()).containsExactly(new LimitEntry.RequestsPerMinute(100));
    assertThat(limits("RATE_LIMIT_REQUESTS_PER_WINDOW", "7"))
        .containsExactly(new LimitEntry.RequestsPerMinute(7));
    assertThat(limits("RATE_LIMIT_ENABLED", "false", "RATE_LIMIT_REQUESTS_PER_WINDOW", "7"))
        .isEmpty();
  }

  @Test
  void anotherWindowScalesTheRefill() {
    assertThat(limits("RATE_LIMIT_REQUESTS_PER_WINDOW", "500", "RATE_LIMIT_WINDOW_SECONDS", "3600"))
        .containsExactly(new LimitEntry.RequestsPerWindow(500, Duration.ofHours(1)));
  }

  @Test
  void keysAndUsageAreInAFileUnlessTablesAreNamed() {
    // When
    StoreEntry named =
        config(
                "DYNAMODB_API_KEYS_TABLE", "keys",
                "DYNAMODB_USAGE_TABLE", "usage",
                "DYNAMODB_ENDPOINT_URL", "http://127.0.0.1:8001",
                "AWS_REGION", "eu-west-1")
            .gateway()
            .store();

    // Then
    assertThat(config().gateway().store()).isEqualTo(StoreEntry.SQLITE);
    assertThat(named.dynamoDb())
        .isEqualTo(
            new StoreEntry.DynamoDb(
                "eu-west-1", URI.create("http://127.0.0.1:8001"), "keys", "usage"));
  }

  @Test
  void anEndpointWithoutTablesIsSaidToBeUnused() {
    assertThat(plan("DYNAMODB_ENDPOINT_URL", "http://127.0.0.1:8001").notices())
        .contains(
            "DYNAMODB_ENDPOINT_URL is not used without DYNAMODB_API_KEYS_TABLE and"
                + " DYNAMODB_USAGE_TABLE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RATE_LIMIT_ENABLED             | perhaps | RATE_LIMIT_ENABLED: neither true nor false; set one of the two
          RATE_LIMIT_REQUESTS_PER_WINDOW | 0       | RATE_LIMIT_REQUESTS_PER_WINDOW: out of range; set a whole number between 1 and 2147483647
          RATE_LIMIT_WINDOW_SECONDS      | 86401   | RATE_LIMIT_WINDOW_SECONDS: out of range; set a whole number between 1 and 86400
          DYNAMODB_USAGE_TABLE           | usage   | DYNAMODB_API_KEYS_TABLE: not set; name both tables, or none
          DYNAMODB_API_KEYS_TABLE        | keys    | DYNAMODB_USAGE_TABLE: not set; name both tables, or none
          DYNAMODB_ENDPOINT_URL          | nowhere | DYNAMODB_ENDPOINT_URL: not a plain http(s) URL; set one such as http://127.0.0.1:8000
          """)
  void aMalformedValueStopsTheStartInOneLine(String variable, String value, String line) {
    assertThatThrownBy(() -> plan(variable, value))
        .isInstanceOfSatisfying(
            StartRefused.class, refused -> assertThat(refused.lines()).containsExactly(line));
  }

  @Test
  void withADirectoryTheyAreNamedAsUnused() {
    assertThat(EnvironmentConfig.unusedWithDirectory(Map.of("RATE_LIMIT_WINDOW_SECONDS", "1")))
        .contains("not used with a directory: RATE_LIMIT_WINDOW_SECONDS");
  }
}
