package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.LimitEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.Scenario.Answer;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates of an upstream's account, in the words of the client's protocol (protocols.md 6). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamRatesTest {
  private static final String AZURE = "Azure";
  private static final String CLAUDE_ANSWER =
      "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
          + "\"content\":[{\"type\":\"text\",\"text\":\"t\"}],\"stop_reason\":\"end_turn\","
          + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
  private static final String CHAT_ANSWER =
      "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":["
          + "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"t\"},"
          + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";
  private static final String CONVERSE_ANSWER =
      "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"t\"}]}},"
          + "\"stopReason\":\"end_turn\",\"metrics\":{\"latencyMs\":1},"
          + "\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"totalTokens\":2}}";

  @RegisterExtension private final SharedUpstream shared = new SharedUpstream();
  private final ScriptedUpstream upstream = shared.server;

  @AutoClose private final TestGateway gateway = serving().start();

  @AutoClose
  private final TestGateway limited =
      serving()
          .spend(new SpendPolicy(List.of(new LimitEntry.RequestsPerMinute(7)), List.of(), null))
          .start();

  private TestGateway.Builder serving() {
    CredentialRef bearer = new CredentialRef("bearer");
    return TestGateway.serving()
        .provider("claude", ProtocolName.AnthropicMessages, upstream.url().toString(), "s-a")
        .provider("gpt", ProtocolName.OpenAIChat, upstream.url() + "/v1", "s-o")
        .bedrock(
            "bedrock",
            upstream.url(),
            new AuthEntry(AuthEntry.Type.AwsBearer, bearer, null),
            Map.of(bearer, "s-b"))
        .dialect(DialectEntry.Name.Azure, upstream.url().toString(), "s-z", null)
        .route("claude", null, "claude-sonnet-4-5")
        .route("gpt", null, "gpt-4.1-mini")
        .route("bedrock", null, "anthropic.claude-sonnet-4-5");
  }

  private static String ask(String model) {
    return "{\"model\":\""
        + model
        + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}";
  }

  private static String later() {
    return Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** With all that Anthropic says. */
  private static Answer claude(int status, String body) {
    return Scenario.json(status, body)
        .with("anthropic-ratelimit-requests-limit", "50")
        .with("anthropic-ratelimit-requests-remaining", "49")
        .with("anthropic-ratelimit-requests-reset", later())
        .with("anthropic-ratelimit-tokens-limit", "40000")
        .with("anthropic-ratelimit-tokens-remaining", "39000")
        .with("anthropic-ratelimit-tokens-reset", later())
        .with("anthropic-ratelimit-input-tokens-limit", "30000")
        .with("anthropic-ratelimit-unified-status", "allowed");
  }

  private static Answer openAi(int status, String body) {
    return Scenario.json(status, body)
        .with("x-ratelimit-limit-requests", "60")
        .with("x-ratelimit-remaining-requests", "59")
        .with("x-ratelimit-reset-requests", "1h0m0s")
        .with("x-ratelimit-limit-tokens", "150000")
        .with("x-ratelimit-remaining-tokens", "149984")
        .with("x-ratelimit-reset-tokens", "6m0s");
  }

  private HttpHeaders headers(String path, String model, Answer answer) throws Exception {
    upstream.reset();
    upstream.then(answer);
    HttpResponse<String> reply = gateway.post(path, ask(model));
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(answer.status());
    return reply.headers();
  }

  private static List<String> rates(HttpHeaders headers) {
    return headers.map().keySet().stream()
        .filter(name -> name.contains("ratelimit"))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"200", "429"})
  @Tag("pitfall-119")
  void ratesOfAnthropicReachAClientOfOpenAi(int status) throws Exception {
    // Given
    String body =
        status == 200
            ? CLAUDE_ANSWER
            : "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\"}}";

    // When
    HttpHeaders headers =
        headers("/v1/chat/completions", "claude-sonnet-4-5", claude(status, body));

    // Then: no split of tokens is guessed, and an hour is almost over as soon as it is told
    assertThat(rates(headers))
        .containsExactly(
            "x-ratelimit-limit-requests",
            "x-ratelimit-limit-tokens",
            "x-ratelimit-remaining-requests",
            "x-ratelimit-remaining-tokens",
            "x-ratelimit-reset-requests",
            "x-ratelimit-reset-tokens");
    assertThat(headers.firstValue("x-ratelimit-limit-requests")).contains("50");
    assertThat(headers.firstValue("x-ratelimit-remaining-requests")).contains("49");
    assertThat(headers.firstValue("x-ratelimit-limit-tokens")).contains("40000");
    assertThat(headers.firstValue("x-ratelimit-remaining-tokens")).contains("39000");
    assertThat(headers.firstValue("x-ratelimit-reset-requests").orElseThrow())
        .matches("1h0m0s|\\d+m\\d+s");
  }

  @ParameterizedTest
  @CsvSource({"200", "429"})
  void ratesOfOpenAiReachAClientOfAnthropic(int status) throws Exception {
    // Given
    Instant before = Instant.now();
    String body = status == 200 ? CHAT_ANSWER : "{\"error\":{\"message\":\"x\",\"code\":\"c\"}}";

    // When
    HttpHeaders headers = headers("/v1/messages", "gpt-4.1-mini", openAi(status, body));

    // Then
    assertThat(rates(headers))
        .containsExactly(
            "anthropic-ratelimit-requests-limit",
            "anthropic-ratelimit-requests-remaining",
            "anthropic-ratelimit-requests-reset",
            "anthropic-ratelimit-tokens-limit",
            "anthropic-ratelimit-tokens-remaining",
            "anthropic-ratelimit-tokens-reset");
    assertThat(headers.firstValue("anthropic-ratelimit-requests-limit")).contains("60");
    assertThat(headers.firstValue("anthropic-ratelimit-tokens-remaining")).contains("149984");
    assertThat(
            Instant.parse(headers.firstValue("anthropic-ratelimit-requests-reset").orElseThrow()))
        .isBetween(before.plusSeconds(3_599), Instant.now().plusSeconds(3_600));
  }

  @Test
  void aStreamHasThemInItsHead() throws Exception {
    // Given
    Answer stream =
        Scenario.stream(
                "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"t\"},"
                    + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
            .with("x-ratelimit-remaining-requests", "59");
    upstream.then(stream);

    // When
    HttpResponse<String> reply =
        gateway.post("/v1/messages", ask("gpt-4.1-mini").replaceFirst("\\{", "{\"stream\":true,"));

    // Then
    assertThat(reply.headers().firstValue("anthropic-ratelimit-requests-remaining")).contains("59");
  }

  @Test
  void ofAzureOnlyWhatItSaysIsTold() throws Exception {
    // When
    HttpHeaders headers =
        headers(
            "/v1/messages",
            AZURE,
            Scenario.json(200, CHAT_ANSWER)
                .with("x-ratelimit-limit-requests", "-1")
                .with("x-ratelimit-remaining-requests", "-1")
                .with("x-ratelimit-remaining-tokens", "119"));

    // Then
    assertThat(rates(headers)).containsExactly("anthropic-ratelimit-tokens-remaining");
    assertThat(headers.firstValue("anthropic-ratelimit-tokens-remaining")).contains("119");
  }

  @ParameterizedTest
  @CsvSource({"/v1/chat/completions", "/v1/messages"})
  void bedrockSaysNothingAndNothingIsMadeUp(String path) throws Exception {
    // When
    HttpHeaders headers =
        headers(path, "anthropic.claude-sonnet-4-5", Scenario.json(200, CONVERSE_ANSWER));

    // Then
    assertThat(rates(headers)).isEmpty();
  }

  /** A placeholder for the gateway's own state is what makes this request leave pass-through. */
  @Test
  @Tag("pitfall-119")
  void withinAProtocolWholeFamiliesPassAlsoWhenTheRequestIsConverted() throws Exception {
    // Given
    upstream.reset();
    upstream.then(claude(200, CLAUDE_ANSWER));
    String body =
        "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":9,\"messages\":["
            + "{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":["
            + "{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"gw1.text.a.k.b\"},"
            + "{\"type\":\"text\",\"text\":\"t\"}]},{\"role\":\"user\",\"content\":\"q\"}]}";

    // When
    HttpHeaders headers = gateway.post("/v1/messages", body).headers();

    // Then
    assertThat(upstream.take().bodyText()).doesNotContain("gw1.");
    assertThat(headers.firstValue("anthropic-ratelimit-unified-status")).contains("allowed");
    assertThat(headers.firstValue("anthropic-ratelimit-input-tokens-limit")).contains("30000");
  }

  @Test
  void theGatewaysOwnRateOfAUnitGoesBeforeTheUpstreams() throws Exception {
    // Given
    upstream.reset();
    upstream.then(claude(200, CLAUDE_ANSWER));

    // When
    HttpHeaders headers = limited.post("/v1/chat/completions", ask("claude-sonnet-4-5")).headers();

    // Then
    assertThat(headers.allValues("x-ratelimit-limit-requests")).containsExactly("7");
    assertThat(headers.allValues("x-ratelimit-remaining-requests")).containsExactly("6");
    assertThat(headers.firstValue("x-ratelimit-limit-tokens")).contains("40000");
  }
}
