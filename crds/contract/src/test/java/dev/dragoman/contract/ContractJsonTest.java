package dev.dragoman.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.contract.samples.Samples;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractJsonTest {
  private static final String SAMPLE = new String(Samples.json("failover"), StandardCharsets.UTF_8);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"weight\": 10 | \"weight\": 10, \"weigth\": 10 | routes[0].backends[0].weigth: unknown field",
        "\"weight\": 10 | \"weigth\": 10 | routes[0].backends[0].weight: missing",
        "\"weight\": 10 | \"weight\": \"10\" | routes[0].backends[0].weight",
        "\"weight\": 10 | \"weight\": 1.5 | routes[0].backends[0].weight",
        "\"weight\": 10 | \"weight\": null | routes[0].backends[0].weight",
        "\"weight\": 10 | \"weight\": -1 | routes[0].backends[0]: weight must be between 0 and",
        "\"listed\": true | \"listed\": \"true\" | routes[0].listed",
        "\"input\": \"3\" | \"input\": 3 | providers[0].models[0].price.rates.input: an amount is",
        "\"input\": \"3\" | \"input\": \"3e2\" | providers[0].models[0].price.rates.input: an am",
        "\"Timeout\" | \"Tantrum\" | routes[0].policy.failover.triggers[0]: not a value that is",
        "\"Timeout\" | 1 | routes[0].policy.failover.triggers[0]",
        "\"Timeout\" | null | routes[0].policy.failover.triggers",
        "\"generation\": 7 | \"generation\": 7, \"generation\": 8 | not well-formed JSON",
        "\"contractVersion\": 1 | \"contractVersion\": 2 | contractVersion 2 is not known",
        "\"name\": \"team-a/smart\" | \"name\": \"team-b/rest\" | routes: team-b/rest stands twice",
      })
  void whatIsNotOfTheContractIsNamed(String good, String bad, String fault) {
    // Given
    assertThat(SAMPLE).contains(good);
    String json =
        SAMPLE.replaceFirst(
            java.util.regex.Pattern.quote(good),
            java.util.regex.Matcher.quoteReplacement(bad == null ? "" : bad));

    // When
    ContractException failure =
        catchThrowableOfType(
            ContractException.class,
            () -> ContractJson.read(json.getBytes(StandardCharsets.UTF_8), GatewayConfig.class));

    // Then
    assertThat(failure).hasMessageStartingWith(fault);
  }

  @Test
  void whatFollowsTheObjectIsRefused() {
    assertThat(
            catchThrowableOfType(
                ContractException.class,
                () ->
                    ContractJson.read(
                        (SAMPLE + "{}").getBytes(StandardCharsets.UTF_8), GatewayConfig.class)))
        .isNotNull();
  }

  @Test
  void equalAmountsHaveOneForm() {
    // Given
    Money written = new Money(new BigDecimal("500.00"), "USD");
    Money large = new Money(new BigDecimal("5E+2"), "USD");

    // Then
    assertThat(written).isEqualTo(large);
    assertThat(ContractJson.text(written)).isEqualTo("{\"amount\":\"500\",\"currency\":\"USD\"}");
  }

  @Test
  void whatIsAbsentOrEmptyIsNotWritten() {
    assertThat(ContractJson.text(BackendEntry.of("b", "p", null, TimeoutsEntry.DEFAULT)))
        .isEqualTo(
            "{\"name\":\"b\",\"priority\":0,\"provider\":\"p\",\"timeouts\":{\"connect\":\"PT5S\","
                + "\"firstToken\":\"PT2M\",\"idle\":\"PT5M\",\"total\":\"PT10M\"},\"weight\":1}");
  }
}
