package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.Store;
import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gateways of one store and no common memory, for clients that bring nothing back but their calls
 * (protocols.md 2.6).
 */
class SharedThoughtsTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String OTHER_KEY = "other-test-key";
  private static final String USAGE =
      "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";
  private static final String DEEPSEEK =
      "{\"id\":\"d\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":["
          + "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"\","
          + "\"reasoning_content\":\"why \\u00e9\",\"tool_calls\":[{\"id\":\"call_1\","
          + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
          + "{\"id\":\"call_2\",\"type\":\"function\",\"function\":{\"name\":\"f\","
          + "\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}],"
          + USAGE;
  private static final String CLAUDE =
      "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\","
          + "\"content\":["
          + "{\"type\":\"thinking\",\"thinking\":\"why \\u00e9\",\"signature\":\"sig/1+=\"},"
          + "{\"type\":\"redacted_thinking\",\"data\":\"data/3==\"},"
          + "{\"type\":\"tool_use\",\"id\":\"call_1\",\"name\":\"f\",\"input\":{}},"
          + "{\"type\":\"tool_use\",\"id\":\"call_2\",\"name\":\"f\",\"input\":{}}],"
          + "\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";

  /** What a client keeps that knows no thinking. */
  private static final String CALLS =
      ",{\"role\":\"assistant\",\"content\":null,\"tool_calls\":["
          + "{\"id\":\"call_1\",\"type\":\"function\","
          + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
          + "{\"id\":\"call_2\",\"type\":\"function\","
          + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
          + "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"r\"},"
          + "{\"role\":\"tool\",\"tool_call_id\":\"call_2\",\"content\":\"r\"}";

  private static final Pattern LOOK_UPS =
      Pattern.compile("dragoman_gateway_thought_lookups_total\\{.*} (\\d+)");

  private ScriptedUpstream upstream = ScriptedUpstream.start();
  @TempDir private Path directory;
  private final List<TestGateway> gateways = new ArrayList<>();

  @AfterEach
  void closeAll() {
    gateways.forEach(TestGateway::close);
    upstream.close();
  }

  /** Another gateway on the same file. */
  private TestGateway gateway() {
    TestGateway gateway =
        TestGateway.serving()
            .store(
                new StoreEntry(
                    StoreEntry.Type.Sqlite, directory.resolve("dragoman.db").toString(), null))
            .provider("claude", ProtocolName.AnthropicMessages, upstream.url().toString(), "s-a")
            .provider("deepseek", ProtocolName.OpenAIChat, upstream.url() + "/v1", "s-d")
            .provider("openai", ProtocolName.OpenAIChat, upstream.url() + "/v1", "s-o")
            .route("claude", null, "claude-sonnet-4-5")
            .route("deepseek", null, "deepseek-v4-pro")
            .route("openai", null, "gpt-4.1-mini")
            .keys(
                List.of(
                    KeyEntry.of(
                        "default/other",
                        KeyText.keyIdOf(OTHER_KEY),
                        KeyText.digestOf(OTHER_KEY),
                        List.of("*"),
                        List.of("*"))))
            .start();
    gateways.add(gateway);
    return gateway;
  }

  private static String chat(String model, String more, String... turns) {
    return "{\"model\":\""
        + model
        + "\","
        + more
        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}]"
        + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}"
        + String.join("", turns)
        + "]}";
  }

  private static String thinking(String model, String... turns) {
    return chat(model, "\"reasoning_effort\":\"low\",", turns);
  }

  private static String answer(String model) {
    return model.startsWith("claude") ? CLAUDE : DEEPSEEK;
  }

  private JsonNode sent(TestGateway gateway, String body, String answer) throws Exception {
    upstream.then(Scenario.json(answer));
    HttpResponse<String> reply = gateway.post("/v1/chat/completions", body);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return MAPPER.readTree(upstream.take().body());
  }

  private static void isWhole(String model, JsonNode sent) {
    if (model.startsWith("claude")) {
      JsonNode content = sent.at("/messages/1/content");
      assertThat(content.at("/0/thinking").asString()).isEqualTo("why \u00e9");
      assertThat(content.at("/0/signature").asString()).isEqualTo("sig/1+=");
      assertThat(content.at("/1/data").asString()).isEqualTo("data/3==");
      assertThat(sent.at("/thinking/type").asString()).isEqualTo("enabled");
    } else {
      assertThat(sent.at("/messages/1/reasoning_content").asString()).isEqualTo("why \u00e9");
    }
  }

  /** Waits for what is written behind the answer. */
  private static void awaitKept(Store store) {
    ThoughtId id = new ThoughtId("test", "default/test", "call_2");
    while (store.thoughts().recall(List.of(id)).join().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static long lookUps(TestGateway gateway) throws Exception {
    return LOOK_UPS
        .matcher(gateway.metrics())
        .results()
        .map((MatchResult found) -> Long.parseLong(found.group(1)))
        .reduce(0L, Long::sum);
  }

  @ParameterizedTest
  @CsvSource({"deepseek-v4-pro", "claude-sonnet-4-5"})
  @Tag("pitfall-71")
  @Tag("pitfall-75")
  void whatOneGatewayRemembersAnotherRecallsByOneLookUp(String model) throws Exception {
    // Given
    TestGateway one = gateway();
    TestGateway other = gateway();
    sent(one, thinking(model), answer(model));
    awaitKept(one.store());

    // When
    JsonNode second = sent(other, thinking(model, CALLS), answer(model));
    JsonNode third = sent(other, thinking(model, CALLS), answer(model));

    // Then
    isWhole(model, second);
    isWhole(model, third);
    assertThat(lookUps(other)).isEqualTo(1);
    assertThat(lookUps(one)).isZero();
  }

  @Test
  @Tag("pitfall-75")
  void aRestartForgetsNothing() throws Exception {
    // Given
    TestGateway before = gateway();
    sent(before, thinking("deepseek-v4-pro"), DEEPSEEK);
    before.close();
    // A gateway that ends takes along the event loops of its process.
    upstream.close();
    upstream = ScriptedUpstream.start();

    // When
    JsonNode sent = sent(gateway(), thinking("deepseek-v4-pro", CALLS), DEEPSEEK);

    // Then
    isWhole("deepseek-v4-pro", sent);
  }

  @Test
  void anotherKeysCallOfTheSameIdFindsNothing() throws Exception {
    // Given
    TestGateway one = gateway();
    TestGateway other = gateway();
    sent(one, thinking("deepseek-v4-pro"), DEEPSEEK);
    awaitKept(one.store());

    // When
    upstream.then(Scenario.json(DEEPSEEK));
    String body = thinking("deepseek-v4-pro", CALLS);
    other.send(
        other
            .request("/v1/chat/completions")
            .setHeader("authorization", "Bearer " + OTHER_KEY)
            .POST(BodyPublishers.ofString(body))
            .build());

    // Then
    assertThat(upstream.take().bodyText()).doesNotContain("why");
    assertThat(lookUps(other)).isEqualTo(1);
  }

  @Test
  void nothingIsLookedUpWhereTheHistoryOrTheTargetNeedsNothing() throws Exception {
    // Given
    TestGateway gateway = gateway();
    String brought =
        calls("b_").replace("\"content\":null", "\"content\":null,\"reasoning_content\":\"own\"");

    // When: no turn, no call, a thought that came along, models that think nothing or want nothing
    sent(gateway, thinking("deepseek-v4-pro"), DEEPSEEK);
    sent(
        gateway,
        thinking("deepseek-v4-pro", ",{\"role\":\"assistant\",\"content\":\"t\"}", user()),
        DEEPSEEK);
    sent(gateway, thinking("deepseek-v4-pro", brought), DEEPSEEK);
    sent(gateway, chat("deepseek-v4-pro", "\"reasoning_effort\":\"none\",", calls("n_")), DEEPSEEK);
    sent(gateway, chat("claude-sonnet-4-5", "", calls("toolu_")), CLAUDE);
    sent(gateway, chat("gpt-4.1-mini", "", calls("g_")), DEEPSEEK);
    long unneeded = lookUps(gateway);
    sent(gateway, chat("deepseek-v4-pro", "", calls("unknown_")), DEEPSEEK);

    // Then
    assertThat(unneeded).isZero();
    assertThat(lookUps(gateway)).isEqualTo(1);
  }

  private static String calls(String prefix) {
    return CALLS.replace("\"call_", "\"" + prefix);
  }

  private static String user() {
    return ",{\"role\":\"user\",\"content\":\"on\"}";
  }
}
