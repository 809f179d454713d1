package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Dialects of OpenAI-compatible servers on the wire, and what the gateway does in a target's place.
 * Source: protocols.md 2.11, 2.8 and 2.2.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DialectsTest {
  @RegisterExtension private final SharedUpstream shared = new SharedUpstream();
  private final ScriptedUpstream upstream = shared.server;

  @AutoClose
  private final TestGateway gateway =
      TestGateway.serving()
          .dialect(DialectEntry.Name.Azure, upstream.url().toString(), "s-azure", null)
          .dialect(DialectEntry.Name.Azure, upstream.url() + "/openai", "s-azure", "2024-10-21")
          .dialect(DialectEntry.Name.DeepSeek, upstream.url().toString(), "s-deepseek", null)
          .dialect(DialectEntry.Name.VLLM, upstream.url() + "/v1", "s-vllm", null)
          .dialect(DialectEntry.Name.OpenRouter, upstream.url() + "/api/v1", "s-router", null)
          .dialect(DialectEntry.Name.GenericStrict, upstream.url() + "/v1", "s-strict", null)
          .provider("claude", ProtocolName.AnthropicMessages, upstream.url().toString(), "s-a")
          .route("claude", "claude-3-5-haiku-20241022", "haiku")
          .provider("gpt", ProtocolName.OpenAIChat, upstream.url() + "/v1", "s-o")
          .route("gpt", null, "o3")
          .start();

  private static String said(String content) {
    return "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
        + "\"message\":{\"role\":\"assistant\",\"content\":"
        + content
        + "},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";
  }

  @ParameterizedTest
  @CsvSource({
    "Azure, /openai/v1/chat/completions, api-key, s-azure, azure.ai.openai",
    "Azure-2024-10-21, /openai/deployments/Azure-2024-10-21/chat/completions?api-version=2024-10-21, api-key, s-azure, azure.ai.openai",
    "DeepSeek, /chat/completions, authorization, Bearer s-deepseek, deepseek",
    "VLLM, /v1/chat/completions, authorization, Bearer s-vllm, openai",
    "OpenRouter, /api/v1/chat/completions, authorization, Bearer s-router, openai",
    "GenericStrict, /v1/chat/completions, authorization, Bearer s-strict, openai"
  })
  void eachDialectIsCalledWhereAndAsItWants(
      String model, String target, String header, String credential, String genAiProvider)
      throws Exception {
    for (String client : List.of("/v1/chat/completions", "/v1/messages")) {
      // Given
      upstream.reset();
      upstream.then(Scenario.json(said("\"x\"")));

      // When
      HttpResponse<String> reply =
          gateway.post(
              client,
              "{\"model\":\""
                  + model
                  + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}");

      // Then
      ScriptedExchange seen = upstream.take();
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
      assertThat(seen.target()).isEqualTo(target);
      assertThat(seen.headers().first(header)).isEqualTo(credential);
    }
    assertThat(gateway.metrics())
        .contains(
            "gen_ai_client_operation_duration_seconds_count{error_type=\"\","
                + "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\""
                + genAiProvider
                + "\",gen_ai_request_model=\""
                + model
                + "\"}");
  }

  @Test
  @Tag("pitfall-11")
  @Tag("pitfall-17")
  void aServerWithGapsGetsNoBytesOfAClientThatKnowsMore() throws Exception {
    // Given
    upstream.then(Scenario.json(said("\"x\"")));

    // When
    gateway.post(
        "/v1/chat/completions",
        """
        {"model":"GenericStrict","messages":[
          {"role":"developer","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
          {"role":"user","content":[{"type":"text","text":"q"}]}]}
        """);

    // Then
    assertThat(upstream.take().bodyText())
        .isEqualTo(
            "{\"model\":\"GenericStrict\",\"messages\":[{\"role\":\"system\",\"content\":\"a\\n\\nb\"},"
                + "{\"role\":\"user\",\"content\":\"q\"}]}");
  }

  @Test
  @Tag("pitfall-122")
  void aFlatErrorOfVllmKeepsItsMessageAndStatus() throws Exception {
    // Given
    upstream.then(
        Scenario.json(
            400,
            "{\"object\":\"error\",\"message\":\"Unknown sampling word.\","
                + "\"type\":\"BadRequestError\",\"code\":400}"));

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1/messages",
            "{\"model\":\"VLLM\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}");

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("Unknown sampling word.", "invalid_request_error");
  }

  @Test
  @Tag("pitfall-65")
  void anAnswerByASchemaOfAModelWithoutSchemasIsTextWholeAndStreamed() throws Exception {
    // Given
    String request =
        "{\"model\":\"haiku\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],\"response_format\":"
            + "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\"}}}";
    upstream.then(
        Scenario.json(
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":["
                + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"structured_output\",\"input\":{\"a\":1.0}}],"
                + "\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"));
    upstream.then(
        Scenario.stream(
            """
            data: {"type":"message_start","message":{"id":"m","model":"m","usage":{"input_tokens":1,"output_tokens":0}}}

            data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"structured_output","input":{}}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\\"a\\":"}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"1.0}"}}

            data: {"type":"content_block_stop","index":0}

            data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":2}}

            data: {"type":"message_stop"}

            """));

    // When
    String whole = gateway.post("/v1/chat/completions", request + "}").body();
    String streamed = gateway.post("/v1/chat/completions", request + ",\"stream\":true}").body();

    // Then
    assertThat(whole)
        .contains("\"content\":\"{\\\"a\\\":1.0}\"", "\"finish_reason\":\"stop\"")
        .doesNotContain("tool_calls");
    assertThat(streamed)
        .contains(
            "{\"content\":\"{\\\"a\\\":\"}", "{\"content\":\"1.0}\"}", "\"finish_reason\":\"stop\"")
        .doesNotContain("tool_calls");
  }

  @Test
  void aStopSequenceThatTheModelDoesNotTakeIsWatchedForByTheGateway() throws Exception {
    // Given
    upstream.then(Scenario.json(said("\"one STOP two\"")));

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1/messages",
            "{\"model\":\"o3\",\"max_tokens\":99,\"stop_sequences\":[\"STOP\"],"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}");

    // Then
    assertThat(upstream.take().bodyText()).doesNotContain("STOP");
    assertThat(reply.body())
        .contains(
            "\"text\":\"one \"", "\"stop_reason\":\"stop_sequence\"", "\"stop_sequence\":\"STOP\"");
  }
}
