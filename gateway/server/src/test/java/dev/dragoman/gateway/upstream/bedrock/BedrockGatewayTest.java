package dev.dragoman.gateway.upstream.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.gateway.TestGateway;
import dev.dragoman.testkit.BedrockWire;
import dev.dragoman.testkit.EventStreamBytes;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import dev.dragoman.testkit.SignatureCheck;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway in front of a server that speaks as Bedrock does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BedrockGatewayTest {
  private static final String MODEL = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final CredentialRef SECRET = new CredentialRef("default/aws");
  private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final SignatureCheck SIGNED =
      new SignatureCheck("AKIDEXAMPLE", SECRET_KEY, "eu-west-1", "bedrock");
  private static final ScriptedTurn GREETING = ScriptedTurn.saying("Good ", "day").using(21, 7);

  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private final TestGateway gateway =
      TestGateway.serving()
          .bedrock(
              "signed",
              upstream.url(),
              new AuthEntry(AuthEntry.Type.AwsStatic, SECRET, null),
              Map.of(
                  SECRET.key(AuthEntry.Aws.ACCESS_KEY_ID),
                  "AKIDEXAMPLE",
                  SECRET.key(AuthEntry.Aws.SECRET_ACCESS_KEY),
                  SECRET_KEY))
          .route("signed", MODEL, "claude")
          .bedrock(
              "lent",
              upstream.url(),
              new AuthEntry(AuthEntry.Type.AwsStatic, new CredentialRef("lent"), null),
              Map.of(
                  new CredentialRef("lent/aws_access_key_id"),
                  "AKIDEXAMPLE",
                  new CredentialRef("lent/aws_secret_access_key"),
                  SECRET_KEY,
                  new CredentialRef("lent/aws_session_token"),
                  "token-of-the-session"))
          .route("lent", MODEL, "lent-claude")
          .bedrock(
              "bearer",
              upstream.url(),
              new AuthEntry(AuthEntry.Type.AwsBearer, new CredentialRef("bearer"), null),
              Map.of(new CredentialRef("bearer"), "bedrock-api-key-abc"))
          .route("bearer", "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/x", "by-key")
          .start();

  @BeforeEach
  void freshScript() {
    upstream.reset();
  }

  @AfterAll
  void stop() {
    gateway.close();
    upstream.close();
  }

  private static String ask(String model, boolean stream) {
    return "{\"model\":\"%s\",\"max_tokens\":64,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello.\"}]}"
        .formatted(model, stream);
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude", "lent-claude"})
  void aRequestIsSignedForTheRegionAndTheService(String model) throws Exception {
    // Given
    upstream.then(Scenario.json(BedrockWire.whole(GREETING)));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", ask(model, false));

    // Then
    ScriptedExchange seen = upstream.take();
    assertThat(SIGNED.faults(seen)).isEmpty();
    assertThat(seen.target())
        .isEqualTo("/model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse");
    assertThat(seen.headers().first("x-amz-security-token"))
        .isEqualTo(model.equals("claude") ? null : "token-of-the-session");
    assertThat(seen.headers().toString()).doesNotContain(TestGateway.KEY);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body())
        .contains("\"text\":\"Good day\"", "\"input_tokens\":21", "\"model\":\"" + model + "\"");
  }

  @Test
  void aKeyOfBedrocksOwnIsABearer() throws Exception {
    // Given
    upstream.then(Scenario.json(BedrockWire.whole(GREETING)));

    // When
    HttpResponse<String> reply = gateway.post("/v1/chat/completions", ask("by-key", false));

    // Then
    ScriptedExchange seen = upstream.take();
    assertThat(seen.headers().all("authorization")).containsExactly("Bearer bedrock-api-key-abc");
    assertThat(seen.target())
        .isEqualTo(
            "/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ainference-profile%2Fx/converse");
    assertThat(reply.body()).contains("\"content\":\"Good day\"", "\"prompt_tokens\":21");
  }

  @Test
  @Tag("pitfall-146")
  @Tag("pitfall-147")
  void aStreamArrivesWithItsUsage() throws Exception {
    // Given
    upstream.then(Scenario.eventStream(BedrockWire.stream(GREETING)));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", ask("claude", true));

    // Then
    assertThat(upstream.take().target()).endsWith("/converse-stream");
    assertThat(reply.body())
        .contains(
            "\"text\":\"Good \"",
            "\"text\":\"day\"",
            "\"stop_reason\":\"end_turn\"",
            "\"input_tokens\":21,\"output_tokens\":7",
            "message_stop");
  }

  @Test
  @Tag("pitfall-135")
  void aStreamMayComeByteByByte() throws Exception {
    // Given
    ScriptedTurn turn = ScriptedTurn.saying("Zoë 🌍");
    upstream.then(Scenario.eventStream(BedrockWire.stream(turn)).byteAtATime());

    // When
    HttpResponse<String> reply = gateway.post("/v1/chat/completions", ask("claude", true));

    // Then
    assertThat(reply.body()).contains("Zoë 🌍", "[DONE]");
  }

  @Test
  void aWrongChecksumEndsTheStreamInAnError() throws Exception {
    // Given
    List<byte[]> messages = new ArrayList<>(BedrockWire.opening(GREETING));
    messages.add(EventStreamBytes.damaged(BedrockWire.delta(1, "{\"text\":\"forged\"}")));
    messages.addAll(BedrockWire.stream(GREETING));
    upstream.then(Scenario.eventStream(messages));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", ask("claude", true));

    // Then
    assertThat(reply.body())
        .contains("\"text\":\"Good \"", "event: error", "a checksum is wrong")
        .doesNotContain("forged", "message_stop");
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException,rate_limit_error",
    "modelStreamErrorException,api_error",
    "serviceUnavailableException,overloaded_error"
  })
  void anExceptionInTheStreamIsTold(String exception, String type) throws Exception {
    // Given
    List<byte[]> messages = new ArrayList<>(BedrockWire.opening(GREETING));
    messages.add(EventStreamBytes.exception(exception, "{\"message\":\"not now\"}"));
    upstream.then(Scenario.eventStream(messages));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", ask("claude", true));

    // Then
    assertThat(reply.body())
        .contains("event: error", "\"type\":\"" + type + "\"")
        .doesNotContain("message_stop");
  }

  @Test
  @Tag("pitfall-139")
  void aStreamThatIsCutEndsInAnError() throws Exception {
    // Given
    upstream.then(Scenario.eventStream(BedrockWire.opening(GREETING)).dropping());

    // When
    HttpResponse<String> reply = gateway.post("/v1/chat/completions", ask("claude", true));

    // Then
    assertThat(reply.body()).contains("\"error\":{").doesNotContain("[DONE]", "\"stop\"");
  }

  @ParameterizedTest
  @CsvSource({
    "429,ThrottlingException,429,rate_limit_error",
    "400,ValidationException,400,invalid_request_error",
    "403,AccessDeniedException,502,api_error",
    "424,ModelErrorException,502,api_error",
    "503,ServiceUnavailableException,529,overloaded_error"
  })
  void aRefusalHasTheClientsForm(int status, String exception, int shown, String type)
      throws Exception {
    // Given
    upstream.then(BedrockWire.refusal(status, exception, "of account 123456789012"));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", ask("claude", true));

    // Then
    assertThat(reply.statusCode()).isEqualTo(shown);
    assertThat(reply.body())
        .contains("\"type\":\"" + type + "\"")
        .doesNotContain("123456789012", SECRET_KEY);
    assertThat(upstream.exchanges()).hasSize(1);
  }

  @Test
  void aWholeAnswerToAStreamIsStreamed() throws Exception {
    // Given
    upstream.then(Scenario.json(BedrockWire.whole(GREETING)));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", ask("claude", true));

    // Then
    assertThat(reply.body()).contains("Good day", "message_stop");
  }

  @Test
  @Tag("pitfall-71")
  void aLoopWithTwoSignedThoughtsAndARedactedOneComesBackAsItWas() throws Exception {
    // Given
    String first = "EqQBCkYIBxgCKkBfirst+/==";
    String second = "EqQBCkYIBxgCKkBsecond+/=";
    String redacted = "AQIDBAUGBwg=";
    List<byte[]> turn = new ArrayList<>();
    turn.add(EventStreamBytes.event("messageStart", "{\"role\":\"assistant\"}"));
    turn.addAll(BedrockWire.thought(0, "One.", first));
    turn.addAll(BedrockWire.redacted(1, redacted));
    turn.addAll(BedrockWire.thought(2, "", second));
    turn.add(
        EventStreamBytes.event(
            "contentBlockStart",
            "{\"contentBlockIndex\":3,\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"f\"}}}"));
    turn.add(BedrockWire.blockStop(3));
    turn.add(EventStreamBytes.event("messageStop", "{\"stopReason\":\"tool_use\"}"));
    upstream.then(Scenario.eventStream(turn)).then(Scenario.json(BedrockWire.whole(GREETING)));
    String tools =
        "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],"
            + "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},\"max_tokens\":4000,";

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1/messages",
            "{\"model\":\"claude\",\"stream\":true,"
                + tools
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Go.\"}]}");
    gateway.post(
        "/v1/messages",
        "{\"model\":\"claude\","
            + tools
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Go.\"},{\"role\":\"assistant\",\"content\":["
            + "{\"type\":\"thinking\",\"thinking\":\"One.\",\"signature\":\"%s\"},".formatted(first)
            + "{\"type\":\"redacted_thinking\",\"data\":\"%s\"},".formatted(redacted)
            + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"%s\"},".formatted(second)
            + "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{}}]},{\"role\":\"user\","
            + "\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":\"r\"}]}]}");

    // Then
    assertThat(reply.body())
        .contains(
            "\"signature\":\"" + first + "\"",
            "\"data\":\"" + redacted + "\"",
            "\"signature\":\"" + second + "\"");
    upstream.take();
    assertThat(upstream.take().bodyText())
        .contains(
            "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"One.\",\"signature\":\""
                + first
                + "\"}}},{\"reasoningContent\":{\"redactedContent\":\""
                + redacted
                + "\"}},{\"reasoningContent\":{\"reasoningText\":{\"text\":\"\",\"signature\":\""
                + second
                + "\"}}},{\"toolUse\":")
        .contains("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}");
  }
}
