package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.ProtocolName;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Same protocol on both sides: the bytes are the promise (protocols.md 1.3). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PassThroughTest {
  @RegisterExtension private final SharedUpstream shared = new SharedUpstream();
  private final ScriptedUpstream upstream = shared.server;

  @AutoClose
  private final TestGateway gateway =
      TestGateway.serving()
          .provider("claude", ProtocolName.AnthropicMessages, upstream.url().toString(), "s-a")
          .provider("gpt", ProtocolName.OpenAIChat, upstream.url() + "/v1", "s-o")
          .route("claude", null, "claude-real")
          .route("claude", "claude-real", "claude-alias")
          .route("gpt", null, "gpt-real")
          .provider("beta", ProtocolName.OpenAIChat, upstream.url() + "/v1beta/openai/", "s-b")
          .route("beta", null, "beta-model")
          .start();

  @Test
  @Tag("pitfall-24")
  @Tag("pitfall-25")
  void aBodyWithTheRightModelIsForwardedUntouched() throws Exception {
    // Given
    String body =
        """
        { "model" : "claude-real", "max_tokens":1e2, "unknown": {"b":1.0,"a":12345678901234567890},
          "thinking":{"type":"adaptive"}, "messages":[ {"role":"user","content":"\\u00e9 \\/"} ] }\
        """;
    String answer =
        "{\"id\":\"msg_1\",\"type\":\"message\",\"model\":\"claude-real\",\"new_field\":[1.50],"
            + "\"content\":[],\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}";
    upstream.then(Scenario.json(answer));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", body);

    // Then
    ScriptedExchange seen = upstream.take();
    assertThat(seen.bodyText()).isEqualTo(body);
    assertThat(seen.target()).isEqualTo("/v1/messages");
    assertThat(reply.body()).isEqualTo(answer);
  }

  @Test
  void anAliasChangesTheModelAndNothingElse() throws Exception {
    // Given
    upstream.then(Scenario.json("{\"id\": \"msg_1\",\"model\" :\"claude-real\",\"x\":1.0}"));

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1/messages",
            "{\"stop\":[],\"model\": \"claude-alias\" ,\"messages\":[{\"x\":1.0}]}");

    // Then
    assertThat(upstream.take().bodyText())
        .isEqualTo("{\"stop\":[],\"model\": \"claude-real\" ,\"messages\":[{\"x\":1.0}]}");
    assertThat(reply.body()).isEqualTo("{\"id\": \"msg_1\",\"model\" :\"claude-alias\",\"x\":1.0}");
  }

  @Test
  void aStreamPassesWithItsCommentsAndUnknownEvents() throws Exception {
    // Given
    String stream =
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"m","model":"claude-real","usage":{"input_tokens":1,"output_tokens":0}}}

        : a comment

        event: brand_new
        data: {"type":"brand_new","x":1.0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":2}}

        event: message_stop
        data: {"type":"message_stop"}

        """;
    upstream.then(Scenario.stream(stream).byteAtATime());

    // When
    HttpResponse<String> reply =
        gateway.post("/v1/messages", "{\"model\":\"claude-real\",\"stream\":true,\"messages\":[]}");

    // Then
    assertThat(reply.body()).isEqualTo(stream);
  }

  @Test
  @Tag("pitfall-139")
  void aCutStreamEndsInAnErrorOfTheProtocol() throws Exception {
    // Given: litellm#32159
    String start =
        "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"par\"}}]}\n\n";
    upstream.then(Scenario.stream(start).dropping());

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1/chat/completions", "{\"model\":\"gpt-real\",\"stream\":true,\"messages\":[]}");

    // Then
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body())
        .startsWith(start)
        .contains("\"error\":{")
        .contains("upstream_error")
        .doesNotContain("[DONE]");
  }

  @Test
  void theGatewaysCredentialReplacesTheClients() throws Exception {
    // Given
    upstream.then(Scenario.json("{}")).then(Scenario.json("{}"));

    // When
    gateway.post("/v1/messages", "{\"model\":\"claude-real\",\"messages\":[]}");
    gateway.post("/v1/chat/completions", "{\"model\":\"gpt-real\",\"messages\":[]}");

    // Then
    ScriptedExchange claude = upstream.take();
    assertThat(claude.headers().first("x-api-key")).isEqualTo("s-a");
    assertThat(claude.headers().first("authorization")).isNull();
    assertThat(claude.headers().first("anthropic-version")).isNotNull();
    ScriptedExchange gpt = upstream.take();
    assertThat(gpt.headers().first("authorization")).isEqualTo("Bearer s-o");
    assertThat(gpt.headers().toString()).doesNotContain(TestGateway.KEY);
  }

  @Test
  @Tag("pitfall-129")
  void usageIsAskedForAndKeptFromAClientThatDidNotAsk() throws Exception {
    // Given
    String text =
        "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
    String end =
        "data:"
            + " {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    String usage =
        "data:"
            + " {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5}}\n\n";
    String done = "data: [DONE]\n\n";
    upstream.then(Scenario.stream(text, end, usage, done));

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1/chat/completions", "{\"model\":\"gpt-real\",\"stream\":true,\"messages\":[]}");

    // Then
    assertThat(upstream.take().bodyText())
        .isEqualTo(
            "{\"model\":\"gpt-real\",\"stream\":true,\"messages\":[],"
                + "\"stream_options\":{\"include_usage\":true}}");
    assertThat(reply.body()).isEqualTo(text + end + done);
    assertThat(gateway.metrics())
        .contains("dragoman_gateway_tokens_total{model=\"gpt-real\"")
        .containsPattern("dragoman_gateway_tokens_total\\{[^}]*type=\"output\"[^}]*} 5.0")
        .contains(
            "gen_ai_client_token_usage_sum{gen_ai_operation_name=\"chat\","
                + "gen_ai_provider_name=\"openai\",gen_ai_request_model=\"gpt-real\","
                + "gen_ai_token_type=\"output\"} 5.0");
  }

  @Test
  void countingTokensIsForwarded() throws Exception {
    // Given
    upstream.then(Scenario.json("{\"input_tokens\":42}"));

    // When
    HttpResponse<String> reply =
        gateway.post("/v1/messages/count_tokens", "{\"model\":\"claude-alias\",\"messages\":[]}");

    // Then
    assertThat(reply.body()).isEqualTo("{\"input_tokens\":42}");
    assertThat(reply.headers().firstValue("x-dragoman-token-count")).isEmpty();
    ScriptedExchange seen = upstream.take();
    assertThat(seen.target()).isEqualTo("/v1/messages/count_tokens");
    assertThat(seen.bodyText()).isEqualTo("{\"model\":\"claude-real\",\"messages\":[]}");
  }

  @Test
  void theBaseUrlIsWhatTheVendorsOwnSdkTakes() throws Exception {
    // Given: design of base URLs, /chat/completions follows whatever they end in
    upstream.then(Scenario.json("{}"));

    // When
    gateway.post("/v1/chat/completions", "{\"model\":\"beta-model\",\"messages\":[]}");

    // Then
    assertThat(upstream.take().target()).isEqualTo("/v1beta/openai/chat/completions");
  }

  @Test
  @Tag("pitfall-138")
  void nothingFollowsAnErrorInTheStream() throws Exception {
    // Given: OmniRoute#8210
    String text = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
    String error = "data: {\"error\":{\"message\":\"boom\",\"type\":\"server_error\"}}\n\n";
    upstream.then(Scenario.stream(text, error + text + "data: [DONE]\n\n"));

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1/chat/completions", "{\"model\":\"gpt-real\",\"stream\":true,\"messages\":[]}");

    // Then
    assertThat(reply.body()).startsWith(text).contains("\"error\":{").doesNotContain("[DONE]");
    assertThat(reply.body().indexOf(text, 1)).isNegative();
  }

  @Test
  void aResetAfterTheLastEventIsNoFailure() throws Exception {
    // Given: protocols.md 3.9
    String end =
        "data:"
            + " {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n";
    upstream.then(Scenario.stream(end).dropping());

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1/chat/completions", "{\"model\":\"gpt-real\",\"stream\":true,\"messages\":[]}");

    // Then
    assertThat(reply.body()).isEqualTo(end);
  }

  @Test
  void aFrameThatCannotBeReadPassesToAClientThatMay() throws Exception {
    // Given: protocols.md 1.3, an observation that fails disturbs nothing
    String stream = "data: keepalive\n\ndata: {\"choices\":[]}\n\ndata: [DONE]\n\n";
    upstream.then(Scenario.stream(stream));

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1/chat/completions", "{\"model\":\"gpt-real\",\"stream\":true,\"messages\":[]}");

    // Then
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo(stream);
  }

  @Test
  @Tag("pitfall-119")
  void anErrorKeepsTheHeadersThatClientsActOn() throws Exception {
    // Given: litellm#37754
    upstream.then(
        Scenario.json(
                429,
                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow\"}}")
            .with("retry-after", "7")
            .with("anthropic-ratelimit-unified-status", "rejected")
            .with("x-should-retry", "false"));

    // When
    HttpResponse<String> reply =
        gateway.post("/v1/messages", "{\"model\":\"claude-real\",\"messages\":[]}");

    // Then
    assertThat(reply.statusCode()).isEqualTo(429);
    assertThat(reply.headers().firstValue("retry-after")).hasValue("7");
    assertThat(reply.headers().firstValue("anthropic-ratelimit-unified-status"))
        .hasValue("rejected");
    assertThat(reply.headers().firstValue("x-should-retry")).hasValue("false");
  }
}
