package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.EnvelopeKeySet;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reasoning state through the running gateway, turn by turn (protocols.md 2.6). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThoughtsTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String TOOLS =
      "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]";
  private static final String ADAPTIVE = "\"thinking\":{\"type\":\"adaptive\"},";
  private static final String CHAT_TOOLS =
      "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}]";
  private static final String CLAUDE_CALLS =
      "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\","
          + "\"content\":["
          + "{\"type\":\"thinking\",\"thinking\":\"first\",\"signature\":\"sig/1+=\"},"
          + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"sig2\"},"
          + "{\"type\":\"redacted_thinking\",\"data\":\"data/3==\"},"
          + "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}],"
          + "\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
  private static final String DEEPSEEK_CALLS =
      "{\"id\":\"d\",\"object\":\"chat.completion\",\"model\":\"deepseek\",\"choices\":["
          + "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"\","
          + "\"reasoning_content\":\"why \\u00e9\",\"tool_calls\":[{\"id\":\"call_1\","
          + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
          + "\"finish_reason\":\"tool_calls\"}],"
          + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";
  private static final String DEEPSEEK_STREAM =
      "data: {\"id\":\"d\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
          + "\"reasoning_content\":\"why \"}}]}\n\n"
          + "data: {\"id\":\"d\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":"
          + "\"\\u00e9\"}}]}\n\n"
          + "data: {\"id\":\"d\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,"
          + "\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"f\","
          + "\"arguments\":\"{}\"}}]}}]}\n\n"
          + "data: {\"id\":\"d\",\"choices\":[{\"index\":0,\"delta\":{},"
          + "\"finish_reason\":\"tool_calls\"}]}\n\n"
          + "data: [DONE]\n\n";

  @RegisterExtension private final SharedUpstream shared = new SharedUpstream();
  private final ScriptedUpstream upstream = shared.server;

  @AutoClose
  private final TestGateway gateway = serving(keys("k1", Map.of("k1", secret(1)))).start();

  private TestGateway.Builder serving(EnvelopeKeySet keys) {
    return TestGateway.serving()
        .credentials(keys.values())
        .provider("claude", ProtocolName.AnthropicMessages, upstream.url().toString(), "s-a")
        .provider("deepseek", ProtocolName.OpenAIChat, upstream.url() + "/v1", "s-d")
        .route("claude", null, "claude-sonnet-4-5")
        .route("deepseek", null, "deepseek-v4-pro");
  }

  private static EnvelopeKeySet keys(String sealing, Map<String, String> secrets) {
    return new EnvelopeKeySet(sealing, secrets);
  }

  private static String secret(int fill) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private void answer(String body) {
    upstream.then(Scenario.json(body));
  }

  private JsonNode seen() throws InterruptedException {
    return MAPPER.readTree(upstream.take().body());
  }

  private static String messages(String model, String thinking, String... turns) {
    return "{\"model\":\""
        + model
        + "\",\"max_tokens\":9000,"
        + thinking
        + TOOLS
        + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}"
        + String.join("", turns)
        + "]}";
  }

  private static String chat(String model, String... turns) {
    return "{\"model\":\""
        + model
        + "\",\"reasoning_effort\":\"low\","
        + CHAT_TOOLS
        + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}"
        + String.join("", turns)
        + "]}";
  }

  private static String assistant(JsonNode content) {
    return ",{\"role\":\"assistant\",\"content\":" + content + "}";
  }

  private static String result(String id) {
    return ",{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\""
        + id
        + "\",\"content\":\"r\"}]}";
  }

  private static String chatResult(String id) {
    return ",{\"role\":\"tool\",\"tool_call_id\":\"" + id + "\",\"content\":\"r\"}";
  }

  private static JsonNode tree(HttpResponse<String> reply) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return MAPPER.readTree(reply.body());
  }

  /** The first turn of an Anthropic client on DeepSeek. */
  private JsonNode thoughtful() throws Exception {
    answer(DEEPSEEK_CALLS);
    JsonNode content =
        tree(gateway.post("/v1/messages", messages("deepseek-v4-pro", ADAPTIVE))).get("content");
    upstream.take();
    return content;
  }

  /** The first turn of a client of OpenAI, as much of it as a typed SDK keeps: its calls. */
  private JsonNode called(String model, String answer) throws Exception {
    answer(answer);
    JsonNode calls =
        tree(gateway.post("/v1/chat/completions", chat(model))).at("/choices/0/message/tool_calls");
    upstream.take();
    return calls;
  }

  private static String chatCalls(JsonNode calls) {
    return ",{\"role\":\"assistant\",\"tool_calls\":" + calls + "}";
  }

  /** A call of which its client kept nothing but what OpenAI's own have. */
  private static String chatCall(String id) {
    return ",{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\""
        + id
        + "\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}";
  }

  @Test
  @Tag("pitfall-75")
  @Tag("pitfall-77")
  void deepSeekGetsItsThoughtsBackFromAnAnthropicClient() throws Exception {
    // Given
    JsonNode content = thoughtful();
    assertThat(content.at("/0/thinking").asString()).isEqualTo("why \u00e9");
    assertThat(content.at("/0/signature").asString()).startsWith("gw1.text.");
    answer(DEEPSEEK_CALLS);

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1/messages",
            messages("deepseek-v4-pro", ADAPTIVE, assistant(content), result("call_1")));

    // Then: Roo-Code#12195
    JsonNode sent = seen();
    assertThat(sent.at("/messages/1/reasoning_content").asString()).isEqualTo("why \u00e9");
    assertThat(sent.toString()).doesNotContain("gw1.");
    assertThat(reply.headers().firstValue("x-dragoman-warnings").orElse(""))
        .doesNotContain("messages[1]");
  }

  @Test
  @Tag("pitfall-75")
  void aStreamOfThoughtsIsShownLiveAndSealedAtItsEnd() throws Exception {
    // Given
    upstream.then(Scenario.stream(DEEPSEEK_STREAM));

    // When
    String stream =
        gateway
            .post("/v1/messages", messages("deepseek-v4-pro", ADAPTIVE + "\"stream\":true,"))
            .body();

    // Then
    assertThat(stream.indexOf("\"thinking\":\"why \""))
        .isPositive()
        .isLessThan(stream.indexOf("signature_delta"));
    assertThat(stream).contains("\"signature\":\"gw1.text.");
  }

  @Test
  @Tag("pitfall-75")
  void thoughtsThatClaudeCodeDoesNotWantToSeeComeBackAllTheSame() throws Exception {
    // Given: as another replica would open it, whose memory knows nothing
    String omitted = "\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"},";
    answer(DEEPSEEK_CALLS);
    JsonNode content =
        tree(gateway.post("/v1/messages", messages("deepseek-v4-pro", omitted))).get("content");
    upstream.take();
    answer(DEEPSEEK_CALLS);

    // When
    gateway.post(
        "/v1/messages",
        messages(
            "deepseek-v4-pro",
            omitted,
            assistant(MAPPER.readTree(content.toString().replace("call_1", "call_elsewhere"))),
            result("call_elsewhere")));

    // Then
    assertThat(content.at("/0/thinking").asString()).isEmpty();
    assertThat(seen().at("/messages/1/reasoning_content").asString()).isEqualTo("why \u00e9");
  }

  @Test
  @Tag("pitfall-75")
  void aClientOfDeepSeeksOwnProtocolThatDropsThoughtsStillSendsThem() throws Exception {
    // Given
    JsonNode calls = called("deepseek-v4-pro", DEEPSEEK_CALLS);
    answer(DEEPSEEK_CALLS);

    // When
    gateway.post(
        "/v1/chat/completions", chat("deepseek-v4-pro", chatCalls(calls), chatResult("call_1")));

    // Then
    JsonNode sent = seen();
    assertThat(sent.at("/messages/1/reasoning_content").asString()).isEqualTo("why \u00e9");
    assertThat(sent.toString()).doesNotContain("dragoman");
  }

  @Test
  @Tag("pitfall-75")
  void aClientThatDropsAllButTheCallIsRememberedFor() throws Exception {
    // Given
    called("deepseek-v4-pro", DEEPSEEK_CALLS);
    answer(DEEPSEEK_CALLS);

    // When
    gateway.post(
        "/v1/chat/completions", chat("deepseek-v4-pro", chatCall("call_1"), chatResult("call_1")));

    // Then
    assertThat(seen().at("/messages/1/reasoning_content").asString()).isEqualTo("why \u00e9");
  }

  @Test
  @Tag("pitfall-71")
  void claudesBlocksComeBackByteForByteFromAChatClient() throws Exception {
    // Given
    JsonNode calls = called("claude-sonnet-4-5", CLAUDE_CALLS);
    answer(CLAUDE_CALLS);

    // When
    gateway.post(
        "/v1/chat/completions", chat("claude-sonnet-4-5", chatCalls(calls), chatResult("toolu_1")));

    // Then
    String sent = upstream.take().bodyText();
    assertThat(sent)
        .contains(
            "[{\"type\":\"thinking\",\"thinking\":\"first\",\"signature\":\"sig/1+=\"},"
                + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"sig2\"},"
                + "{\"type\":\"redacted_thinking\",\"data\":\"data/3==\"},"
                + "{\"type\":\"tool_use\"")
        .contains("\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}");
  }

  @Test
  void claudesBlocksAreRememberedForAClientThatDropsThem() throws Exception {
    // Given
    called("claude-sonnet-4-5", CLAUDE_CALLS);
    answer(CLAUDE_CALLS);

    // When
    gateway.post(
        "/v1/chat/completions",
        chat("claude-sonnet-4-5", chatCall("toolu_1"), chatResult("toolu_1")));

    // Then
    JsonNode content = seen().at("/messages/1/content");
    assertThat(content.at("/0/signature").asString()).isEqualTo("sig/1+=");
    assertThat(content.at("/2/data").asString()).isEqualTo("data/3==");
    assertThat(content.at("/3/type").asString()).isEqualTo("tool_use");
  }

  @Test
  @Tag("pitfall-70")
  void aConversationGoesFromClaudeToDeepSeekAndBack() throws Exception {
    // Given: a turn of Claude, which passed through, and one of DeepSeek
    JsonNode claude = MAPPER.readTree(CLAUDE_CALLS).get("content");
    answer(DEEPSEEK_CALLS);
    HttpResponse<String> second =
        gateway.post(
            "/v1/messages",
            messages("deepseek-v4-pro", ADAPTIVE, assistant(claude), result("toolu_1")));
    JsonNode onDeepSeek = seen();
    JsonNode deepSeek = tree(second).get("content");
    answer(CLAUDE_CALLS);

    // When
    HttpResponse<String> third =
        gateway.post(
            "/v1/messages",
            messages(
                "claude-sonnet-4-5",
                "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048},",
                assistant(claude),
                result("toolu_1"),
                assistant(deepSeek),
                result("call_1")));

    // Then: DeepSeek saw the text alone; Claude sees its own state and none of DeepSeek's
    assertThat(onDeepSeek.at("/messages/1/reasoning_content").asString()).isEqualTo("first");
    assertThat(onDeepSeek.toString()).doesNotContain("sig/1").doesNotContain("data/3");
    assertThat(second.headers().firstValue("x-dragoman-warnings").orElse(""))
        .contains("messages[1].content[0]");
    String back = upstream.take().bodyText();
    assertThat(back)
        .contains("sig/1+=", "sig2", "data/3==")
        .doesNotContain("gw1.")
        .doesNotContain("why ")
        .doesNotContain("\"budget_tokens\"");
    assertThat(third.statusCode()).isEqualTo(200);
    assertThat(third.headers().firstValue("x-dragoman-warnings").orElse(""))
        .contains("messages[3].content[0]")
        .contains("thinking");
  }

  @Test
  @Tag("pitfall-70")
  void aForgedEnvelopeIsLeftOutAndReported() throws Exception {
    // Given
    String forged = thoughtful().toString().replaceAll("\\.[A-Za-z0-9_-]{43}\"", ".AAAA\"");
    answer(DEEPSEEK_CALLS);

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1/messages",
            messages(
                "deepseek-v4-pro", ADAPTIVE, assistant(MAPPER.readTree(forged)), result("call_1")));

    // Then
    assertThat(forged).contains(".AAAA\"");
    assertThat(upstream.take().bodyText()).doesNotContain("gw1.");
    assertThat(reply.headers().firstValue("x-dragoman-warnings").orElse(""))
        .contains("messages[1].content[0]");
  }

  @Test
  void aRotatedKeyIsTakenWithoutARestartAndTheOldOneStillOpens() throws Exception {
    // Given
    JsonNode before = thoughtful();
    gateway.apply(serving(keys("k2", Map.of("k1", secret(1), "k2", secret(2)))).generation(2));
    JsonNode after = thoughtful();

    // When
    HttpResponse<String> both = continued(before);
    gateway.apply(serving(keys("k2", Map.of("k2", secret(2)))).generation(3));
    HttpResponse<String> forgotten = continued(before);
    gateway.apply(serving(keys("k1", Map.of("k1", secret(1)))).generation(4));

    // Then
    assertThat(before.at("/0/signature").asString()).contains(".k1.");
    assertThat(after.at("/0/signature").asString()).contains(".k2.");
    assertThat(warnings(both)).doesNotContain("messages[1]");
    assertThat(warnings(forgotten)).contains("messages[1].content[0]");
  }

  private HttpResponse<String> continued(JsonNode content) throws Exception {
    answer(DEEPSEEK_CALLS);
    HttpResponse<String> reply =
        gateway.post(
            "/v1/messages",
            messages("deepseek-v4-pro", ADAPTIVE, assistant(content), result("call_1")));
    upstream.take();
    return reply;
  }

  private static String warnings(HttpResponse<String> reply) {
    return String.join(",", reply.headers().allValues("x-dragoman-warnings"));
  }

  @Test
  void aClientThatDidNotAskForThinkingSeesNone() throws Exception {
    // Given
    answer(DEEPSEEK_CALLS);

    // When
    JsonNode content =
        tree(gateway.post("/v1/messages", messages("deepseek-v4-pro", ""))).get("content");

    // Then: and it is remembered for
    assertThat(content).hasSize(1);
    upstream.take();
    answer(DEEPSEEK_CALLS);
    gateway.post(
        "/v1/messages", messages("deepseek-v4-pro", "", assistant(content), result("call_1")));
    assertThat(seen().at("/messages/1/reasoning_content").asString()).isEqualTo("why \u00e9");
  }

  @Test
  @Tag("pitfall-70")
  void tokensOfABodyWithAnEnvelopeAreEstimatedAndNotAskedFor() throws Exception {
    // Given
    JsonNode content = thoughtful();

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1/messages/count_tokens",
            messages("claude-sonnet-4-5", "", assistant(content), result("call_1")));

    // Then
    assertThat(tree(reply).get("input_tokens").asInt()).isPositive();
    assertThat(upstream.exchanges()).hasSize(1);
  }

  @Test
  void aBodyWithoutStateOfTheGatewayStillPassesThroughUntouched() throws Exception {
    // Given
    String body =
        "{ \"model\":\"claude-sonnet-4-5\", \"max_tokens\":1, \"messages\":[{\"role\":\"user\","
            + "\"content\":\"of gw1. and dragoman\"}] }";
    answer(CLAUDE_CALLS);

    // When
    gateway.post("/v1/messages", body);

    // Then
    assertThat(upstream.take().bodyText()).isEqualTo(body);
  }
}
