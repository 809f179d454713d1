package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.PolicyEntry.Addition;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.testkit.ScriptedUpstream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cache marks that the gateway adds where its policy says so (design.md 4). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptCachingTest {
  private static final String MESSAGES =
      "{\"model\":\"%s\",\"max_tokens\":9,\"system\":\"be brief\",\"tools\":["
          + "{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}";
  private static final String CHAT =
      "{\"model\":\"%s\",\"max_tokens\":9,\"tools\":[{\"type\":\"function\",\"function\":"
          + "{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}],\"messages\":["
          + "{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"q\"}]}";
  private static final String EPHEMERAL = "{\"type\":\"ephemeral\"}";

  @RegisterExtension private final SharedUpstream shared = new SharedUpstream();
  private final ScriptedUpstream upstream = shared.server;

  @AutoClose
  private final TestGateway gateway =
      serving()
          .policy(new PolicyEntry(true, true, List.of(), List.of(Addition.PromptCaching)))
          .start();

  @AutoClose private final TestGateway plain = serving().start();

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
        .route("claude", null, "claude-sonnet-4-5")
        .route("gpt", null, "gpt-4.1-mini")
        .route("bedrock", null, "anthropic.claude-sonnet-4-5");
  }

  /** What the upstream is asked; its refusal is of no matter. */
  private String sent(TestGateway asked, String path, String body) throws Exception {
    upstream.reset();
    asked.post(path, body);
    return upstream.take().bodyText();
  }

  private JsonNode tree(String path, String body) throws Exception {
    return JsonMapper.shared().readTree(sent(gateway, path, body));
  }

  @ParameterizedTest
  @CsvSource({"/v1/messages", "/v1/chat/completions"})
  void claudeGetsMarksOnToolsAndSystem(String path) throws Exception {
    // When
    JsonNode sent =
        tree(path, (path.endsWith("messages") ? MESSAGES : CHAT).formatted("claude-sonnet-4-5"));

    // Then
    assertThat(sent.at("/tools/0/cache_control").toString()).isEqualTo(EPHEMERAL);
    assertThat(sent.at("/system/0/cache_control").toString()).isEqualTo(EPHEMERAL);
    assertThat(sent.at("/messages").toString()).doesNotContain("cache_control");
  }

  @Test
  void bedrockGetsPointsBehindToolsAndSystem() throws Exception {
    // When
    JsonNode sent = tree("/v1/chat/completions", CHAT.formatted("anthropic.claude-sonnet-4-5"));

    // Then
    assertThat(sent.at("/toolConfig/tools/1/cachePoint/type").asString()).isEqualTo("default");
    assertThat(sent.at("/system/1/cachePoint/type").asString()).isEqualTo("default");
  }

  @Test
  void whatNeedsNoMarkPassesUntouched() throws Exception {
    // Given
    String marked =
        MESSAGES
            .formatted("claude-sonnet-4-5")
            .replace(
                "\"be brief\"",
                "[{\"type\":\"text\",\"text\":\"s\",\"cache_control\": " + EPHEMERAL + "}]");
    String unmarkable = CHAT.formatted("gpt-4.1-mini");
    String unreadable = "{\"model\":\"claude-sonnet-4-5\",\"messages\": 5}";

    // Then
    assertThat(sent(gateway, "/v1/messages", marked)).isEqualTo(marked);
    assertThat(sent(gateway, "/v1/chat/completions", unmarkable)).isEqualTo(unmarkable);
    assertThat(sent(gateway, "/v1/messages", unreadable)).isEqualTo(unreadable);
  }

  @Test
  void nothingIsAddedUnlessThePolicySaysSo() throws Exception {
    // Given
    String body = MESSAGES.formatted("claude-sonnet-4-5");

    // Then
    assertThat(sent(plain, "/v1/messages", body)).isEqualTo(body);
  }
}
