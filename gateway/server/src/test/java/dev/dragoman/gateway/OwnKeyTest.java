package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.LimitEntry;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.gateway.AdminClient.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the holder of a key sees of it, and what becomes of keys that the admin API makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnKeyTest {
  private static final SpendPolicy SPEND =
      new SpendPolicy(
          List.of(new LimitEntry.RequestsPerMinute(1_000)),
          List.of(
              new BudgetEntry(
                  "monthly",
                  BudgetEntry.Period.Month,
                  "UTC",
                  1,
                  1_000_000L,
                  new Money(BigDecimal.TEN, "USD"),
                  BudgetEntry.OnExceeded.Block,
                  List.of())),
          null);

  private final TestGateway gateway =
      TestGateway.serving().simulated("chat").spend(SPEND).master(AdminClient.MASTER).start();
  private final AdminClient admin = new AdminClient(gateway);

  @AfterAll
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> ownKey(String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri("/v1/key"));
    return gateway.send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  private int chatWith(String key) throws IOException, InterruptedException {
    return gateway
        .send(
            HttpRequest.newBuilder(gateway.uri("/v1/chat/completions"))
                .header("authorization", "Bearer " + key)
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"))
                .build())
        .statusCode();
  }

  @Test
  void theHolderOfAKeySeesItsBoundsAndWhenTheyReset() throws Exception {
    // When
    HttpResponse<String> answer = ownKey("authorization", "Bearer " + TestGateway.KEY);

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    JsonNode key = JsonMapper.shared().readTree(answer.body());
    assertThat(key.at("/name").asString()).isEqualTo("default/test");
    assertThat(key.at("/keyId").asString()).isEqualTo(KeyText.keyIdOf(TestGateway.KEY));
    assertThat(key.at("/source").asString()).isEqualTo("Manifest");
    assertThat(key.at("/limits/0/limit/max").asInt()).isEqualTo(1_000);
    assertThat(key.at("/budgets").findValuesAsString("currency")).containsExactly("USD");
    assertThat(key.at("/budgets").findValuesAsString("remaining")).containsExactly("1000000", "10");
    assertThat(key.at("/budgets/1/resetsAt").asString()).endsWith("-01T00:00:00Z");
    assertThat(key.at("/asOf").asString()).isNotEmpty();
    assertThat(answer.body()).doesNotContain(KeyText.digestOf(TestGateway.KEY));
  }

  @Test
  void aStrangerIsRefusedInTheFormOfItsProtocol() throws Exception {
    // When
    HttpResponse<String> openAi = ownKey();
    HttpResponse<String> anthropic = ownKey("anthropic-version", "2023-06-01", "x-api-key", "no");

    // Then
    assertThat(openAi.statusCode()).isEqualTo(401);
    assertThat(openAi.body()).contains("\"error\"").doesNotContain("\"type\":\"error\"");
    assertThat(anthropic.statusCode()).isEqualTo(401);
    assertThat(anthropic.body()).contains("\"type\":\"error\"", "authentication_error");
  }

  @Test
  void anotherMethodIsToldWhichIsRight() throws Exception {
    // When
    HttpResponse<String> answer = gateway.send(gateway.request("/v1/key").DELETE().build());

    // Then
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).contains("use GET");
  }

  @Test
  void aKeyThatWasMadeOpensTheClientPortUntilItIsRevoked() throws Exception {
    // Given
    Answer made = admin.create("{\"name\":\"made\"}");
    String path = "/admin/v1/keys/" + made.text("/key/keyId");
    String text = made.text("/text");

    // Then
    assertThat(chatWith(text)).isEqualTo(200);
    assertThat(ownKey("x-api-key", text).body()).contains("\"source\":\"Admin\"");
    admin.post(path + "/suspend", "");
    assertThat(chatWith(text)).as("suspended").isEqualTo(403);
    admin.post(path + "/resume", "");
    assertThat(chatWith(text)).as("resumed").isEqualTo(200);
    String next = admin.post(path + "/rotate", "{\"overlap\":\"PT1H\"}").text("/text");
    assertThat(chatWith(text)).as("within the overlap").isEqualTo(200);
    assertThat(chatWith(next)).as("the new text").isEqualTo(200);
    admin.post(path + "/revoke", "");
    assertThat(chatWith(text)).as("revoked").isEqualTo(401);
    assertThat(chatWith(next)).as("revoked").isEqualTo(401);
  }

  @Test
  void theMasterKeyOpensNothingElse() throws Exception {
    assertThat(chatWith(AdminClient.MASTER)).isEqualTo(401);
  }
}
