package dev.dragoman.protocol.anthropic;

import static dev.dragoman.protocol.anthropic.Wire.NEW;
import static dev.dragoman.protocol.anthropic.Wire.OLD;
import static dev.dragoman.protocol.anthropic.Wire.assertRefused;
import static dev.dragoman.protocol.anthropic.Wire.body;
import static dev.dragoman.protocol.anthropic.Wire.decodedWith;
import static dev.dragoman.protocol.anthropic.Wire.encoded;
import static dev.dragoman.protocol.anthropic.Wire.paths;
import static dev.dragoman.protocol.anthropic.Wire.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.Sampling;
import dev.dragoman.protocol.model.SourcePaths;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class AnthropicRequestEncoderTest {
  private static final Message HELLO = Message.text(Role.USER, "hi");

  private static ChatRequest conversation(Message... messages) {
    return ChatRequest.of("public", List.of(messages));
  }

  private static Message assistant(ContentBlock... content) {
    return Message.of(Role.ASSISTANT, List.of(content));
  }

  private static Message user(ContentBlock... content) {
    return Message.of(Role.USER, List.of(content));
  }

  private static ToolCall call(String id, String arguments) {
    return ToolCall.of(id, "f", new JsonText(arguments));
  }

  /** A request with everything that this protocol cannot carry but may leave out. */
  private static ChatRequest overloaded() {
    return new ChatRequest(
        "public",
        List.of(HELLO),
        List.of(),
        List.of(),
        null,
        true,
        new Sampling(null, null, null, 0.5, 0.25, 0L, Map.of("1", 2.0), true, 3),
        null,
        List.of(),
        new ReasoningConfig(
            ReasoningConfig.Mode.EFFORT,
            ReasoningConfig.Effort.HIGH,
            null,
            null,
            null,
            false,
            Extensions.NONE),
        new OutputFormat.PlainText(),
        "low",
        null,
        false,
        false,
        new Identity("u", "s", Map.of("k", "v"), "cache"),
        "flex",
        1,
        Extensions.of(ProtocolId.OPENAI_CHAT, Map.of("store", new JsonText("true"))),
        SourcePaths.NEUTRAL);
  }

  @Test
  @Tag("pitfall-92")
  void theSmallestRequestGetsVersionAndBound() {
    // When
    Encoded encoded = encoded(conversation(HELLO), OLD);

    // Then
    assertThat(encoded.request().path()).isEqualTo("/v1/messages");
    assertThat(encoded.request().headers().fields())
        .isEqualTo(
            Map.of(
                "content-type", List.of("application/json"),
                "anthropic-version", List.of("2023-06-01")));
    assertThat(tree(encoded.request().body()))
        .isEqualTo(
            tree(
                """
                {"model":"claude-3-5-sonnet-20241022","max_tokens":8192,"messages":[
                  {"role":"user","content":[{"type":"text","text":"hi"}]}]}
                """));
    assertThat(encoded.dropped()).isEmpty();
  }

  @Test
  @Tag("pitfall-92")
  void moreTokensThanTheModelGivesAreLoweredWithAWarning() {
    // When
    Encoded encoded =
        encoded(
            Wire.decoded(
                """
                {"model":"m","max_tokens":100000,"messages":[{"role":"user","content":"x"}]}
                """),
            OLD);

    // Then
    assertThat(tree(encoded.request().body()).get("max_tokens").asInt()).isEqualTo(8192);
    assertThat(paths(encoded)).containsExactly("max_tokens");
  }

  /** BerriAI/litellm#11789, Roo-Code#10155. */
  @Test
  @Tag("pitfall-1")
  void resultsOfParallelCallsAreOneUserMessage() {
    // When
    var messages =
        body(conversation(
                HELLO,
                assistant(Text.of("Looking."), call("a", "{}"), call("b", "{}")),
                user(ToolResult.of("b", "2")),
                user(ToolResult.of("a", "1"))))
            .get("messages");

    // Then
    assertThat(messages.size()).isEqualTo(3);
    assertThat(messages.get(2))
        .isEqualTo(
            tree(
                """
                {"role":"user","content":[
                  {"type":"tool_result","tool_use_id":"a","content":"1"},
                  {"type":"tool_result","tool_use_id":"b","content":"2"}]}
                """));
  }

  @Test
  @Tag("pitfall-3")
  void resultsComeBeforeUserText() {
    // When
    var content =
        body(conversation(
                HELLO, assistant(call("a", "{}")), user(Text.of("and?"), ToolResult.of("a", "1"))))
            .at("/messages/2/content");

    // Then
    assertThat(content.get(0).get("type").asString()).isEqualTo("tool_result");
    assertThat(content.get(1).get("text").asString()).isEqualTo("and?");
  }

  /** anthropics/claude-code#62396. */
  @Test
  @Tag("pitfall-6")
  void noEmptyTextStandsBesideCalls() {
    // When
    var content =
        body(conversation(
                HELLO, assistant(Text.of(""), call("a", "{}")), user(ToolResult.of("a", ""))))
            .get("messages");

    // Then
    assertThat(content.at("/1/content").size()).isEqualTo(1);
    assertThat(content.at("/2/content/0").has("content")).isFalse();
  }

  @Test
  void aCallWithoutResultGetsAnErrorResult() {
    // When
    Encoded encoded = encoded(conversation(HELLO, assistant(call("a", "{}")), HELLO), OLD);

    // Then
    assertThat(tree(encoded.request().body()).at("/messages/2/content/0/is_error").asBoolean())
        .isTrue();
    assertThat(encoded.dropped()).hasSize(1);
  }

  @Test
  @Tag("pitfall-12")
  void anAssistantTurnAtTheEndIsRefusedByModelsThatDoNotContinueIt() {
    // Given
    ChatRequest request = conversation(HELLO, assistant(Text.of("Once")));

    // Then
    assertRefused("messages", () -> encoded(request, NEW));
    assertThat(body(request).at("/messages/1/role").asString()).isEqualTo("assistant");
  }

  @Test
  void aPausedTurnIsResumedByEveryModel() {
    // Given
    ChatRequest request =
        conversation(
            HELLO,
            assistant(
                new ContentBlock.ServerToolCall(
                    "srvtoolu_1",
                    "server_tool_use",
                    "web_search",
                    new JsonText("{\"query\":\"q\"}"),
                    null,
                    Extensions.NONE)));

    // Then
    assertThat(
            tree(encoded(request, NEW).request().body())
                .at("/messages/1/content/0/type")
                .asString())
        .isEqualTo("server_tool_use");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "``|{}",
        "` `|{}",
        "{`a`:1}|{\"_raw\":\"{`a`:1}\"}",
        "{\"cut\":|{\"_raw\":\"{\\\"cut\\\":\"}",
        "\"text\"|{\"_raw\":\"\\\"text\\\"\"}",
        "[1]|{\"_raw\":\"[1]\"}",
        "{\"n\":12345678901234567890, \"d\":1.0}|{\"n\":12345678901234567890,\"d\":1.0}"
      })
  @Tag("pitfall-21")
  @Tag("pitfall-22")
  @Tag("pitfall-23")
  @Tag("pitfall-24")
  @Tag("pitfall-25")
  void argumentsBecomeAnObject(@Nullable String arguments, String input) {
    // When
    String body =
        new String(
            encoded(
                    conversation(
                        HELLO,
                        assistant(call("a", arguments == null ? "" : arguments)),
                        user(ToolResult.of("a", "1"))),
                    OLD)
                .request()
                .body(),
            StandardCharsets.UTF_8);

    // Then
    assertThat(body).contains("\"input\":" + input + "}");
  }

  /** bifrost#5097, nanobot#4356, qwen-code#8160. */
  @Test
  @Tag("pitfall-28")
  void anIdThatAnthropicRefusesIsTheSameInCallAndResult() {
    // When
    var messages =
        body(conversation(
                HELLO,
                assistant(call("functions.f:0|x", "{}")),
                user(ToolResult.of("functions.f:0|x", "1"))))
            .get("messages");

    // Then
    String id = messages.at("/1/content/0/id").asString();
    assertThat(id).matches("call_[0-9a-f]{24}");
    assertThat(messages.at("/2/content/0/tool_use_id").asString()).isEqualTo(id);
  }

  @Test
  @Tag("pitfall-19")
  void theSameRequestGivesTheSameBytes() {
    // Given
    ChatRequest request =
        decodedWith(
            """
            "tools":[{"name":"a.b","input_schema":{"type":"object"}},{"name":"a/b"}],
            "speed":"fast","inference_geo":"eu"
            """);

    // Then
    assertThat(encoded(request, OLD).request().body())
        .isEqualTo(encoded(request, OLD).request().body());
  }

  @Test
  @Tag("pitfall-20")
  void aLoneSurrogateBecomesValidText() {
    // When
    var text =
        body(conversation(Message.text(Role.USER, "a\ud83d\u0001b")))
            .at("/messages/0/content/0/text");

    // Then
    assertThat(text.asString()).isEqualTo("a\ufffd\u0001b");
  }

  @Test
  void whatCannotBeCarriedIsNamed() {
    // When
    Encoded encoded = encoded(overloaded(), OLD);

    // Then
    assertThat(paths(encoded))
        .containsExactlyInAnyOrder(
            "thinking",
            "verbosity",
            "metadata",
            "prompt_cache_key",
            "user",
            "store",
            "frequency_penalty",
            "presence_penalty",
            "seed",
            "logit_bias",
            "logprobs",
            "top_logprobs",
            "service_tier");
    assertThat(tree(encoded.request().body()).propertyNames())
        .containsExactly("model", "max_tokens", "messages", "metadata");
    assertThat(tree(encoded.request().body()).at("/metadata/user_id").asString()).isEqualTo("s");
  }

  @Test
  void severalCandidatesAreRefused() {
    // Given
    ChatRequest base = overloaded();
    ChatRequest two =
        new ChatRequest(
            base.model(),
            base.messages(),
            base.system(),
            base.tools(),
            null,
            null,
            Sampling.NONE,
            null,
            List.of(),
            null,
            null,
            null,
            null,
            false,
            false,
            Identity.NONE,
            null,
            2,
            Extensions.NONE,
            SourcePaths.NEUTRAL);

    // Then
    assertRefused("n", () -> encoded(two, OLD));
  }

  @Test
  @Tag("pitfall-62")
  void anAnswerByASchemaIsAskedForInClaudesOwnWords() {
    // When
    JsonNode body =
        Wire.tree(
            encoded(
                    decodedWith(
                        "\"output_format\":{\"type\":\"json_schema\",\"schema\":"
                            + "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}}"),
                    NEW)
                .request()
                .body());

    // Then
    assertThat(body.get("output_config"))
        .isEqualTo(
            Wire.tree(
                """
                {"format":{"type":"json_schema","schema":{"type":"object",
                 "properties":{"a":{"type":"string"}},"additionalProperties":false}}}
                """));
    assertThat(body.has("tools")).isFalse();
  }

  @Test
  void howMuchToThinkAndTheFormOfTheAnswerStandInOneObject() {
    // When
    Encoded encoded =
        encoded(
            decodedWith(
                "\"output_config\":{\"effort\":\"high\",\"format\":{\"type\":\"json_schema\","
                    + "\"schema\":{\"type\":\"object\",\"properties\":{}}}},"
                    + "\"thinking\":{\"type\":\"adaptive\"}"),
            NEW);

    // Then
    String body = new String(encoded.request().body(), StandardCharsets.UTF_8);
    assertThat(body).containsOnlyOnce("\"output_config\"");
    assertThat(tree(body).at("/output_config/effort").asString()).isEqualTo("high");
    assertThat(tree(body).at("/output_config/format/type").asString()).isEqualTo("json_schema");
  }

  @Test
  void aJsonObjectIsAskedForInTheSystemPrompt() {
    // Given
    ChatRequest request = withFormat(new OutputFormat.JsonObject(), null);

    // When
    JsonNode body = body(request);

    // Then
    assertThat(body.get("system").get(0).get("text").asString())
        .startsWith("Answer with one JSON object");
  }

  @Test
  void aJsonObjectIsAskedForAlsoWhereTheModelIsSaidToHaveAMode() {
    // Given
    Capabilities known = Wire.capabilities(OLD);
    EnumSet<Flag> flags = EnumSet.of(Flag.JSON_OBJECT);
    flags.addAll(known.flags());
    Capabilities said =
        new Capabilities(
            flags,
            known.sampling(),
            known.reasoning(),
            known.systemPlacement(),
            known.stopSequences(),
            known.maxTokensField(),
            known.maxOutput(),
            known.contextWindow(),
            known.controls());

    // When
    Encoded encoded =
        new AnthropicRequestEncoder(
                withFormat(new OutputFormat.JsonObject(), null), new Target(OLD, said))
            .encode();

    // Then
    assertThat(tree(encoded.request().body()).at("/system/0/text").asString())
        .startsWith("Answer with one JSON object");
  }

  @Test
  void aSchemaIsAskedForInThePromptWhereThinkingForbidsAForcedCall() {
    // Given
    JsonText schema = new JsonText("{\"type\":\"object\"}");
    ReasoningConfig thinking =
        new ReasoningConfig(
            ReasoningConfig.Mode.BUDGET, null, 1024, null, null, false, Extensions.NONE);

    // When
    Encoded encoded =
        encoded(withFormat(new OutputFormat.JsonSchema("n", null, schema, true), thinking), OLD);

    // Then
    assertThat(Wire.tree(encoded.request().body()).get("system").get(0).get("text").asString())
        .contains(schema.text());
    assertThat(encoded.emulation().outputTool()).isNull();
    assertThat(paths(encoded)).contains("response_format");
  }

  private static ChatRequest withFormat(OutputFormat format, @Nullable ReasoningConfig reasoning) {
    ChatRequest plain = ChatRequest.of("m", List.of(Message.text(Role.USER, "x")));
    return new ChatRequest(
        plain.model(),
        plain.messages(),
        plain.system(),
        plain.tools(),
        null,
        null,
        plain.sampling(),
        null,
        List.of(),
        reasoning,
        format,
        null,
        null,
        false,
        false,
        plain.identity(),
        null,
        null,
        plain.ext(),
        plain.paths());
  }

  @Test
  void ownFieldsAndHeadersArriveWhereTheyBelong() {
    // Given
    ChatRequest request =
        Wire.decoded(
            """
            {"model":"m","max_tokens":5,"messages":[{"role":"user","content":"x"}],
             "metadata":{"user_id":"u","team":7},"inference_geo":"eu","stream":true,
             "service_tier":"standard_only","stop_sequences":["END"]}
            """,
            "anthropic-version",
            "2026-10-21",
            "anthropic-beta",
            "new-beta");

    // When
    Encoded encoded = encoded(request, OLD);

    // Then
    assertThat(tree(encoded.request().body()))
        .isEqualTo(
            tree(
                """
                {"model":"claude-3-5-sonnet-20241022","max_tokens":5,"messages":[
                  {"role":"user","content":[{"type":"text","text":"x"}]}],
                 "metadata":{"user_id":"u","team":7},"inference_geo":"eu","stream":true,
                 "service_tier":"standard_only","stop_sequences":["END"]}
                """));
    assertThat(encoded.request().headers().first("anthropic-version")).isEqualTo("2026-10-21");
    assertThat(encoded.request().headers().first("anthropic-beta")).isEqualTo("new-beta");
    assertThat(encoded.request().stream()).isTrue();
    assertThat(encoded.dropped()).isEmpty();
  }

  @Test
  void cacheMarksStandWhereTheClientSetThem() {
    // When
    Encoded encoded =
        encoded(
            decodedWith(
                """
                "system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral","scope":"org"}}],
                "cache_control":{"type":"ephemeral","ttl":"1h"},
                "tools":[{"name":"f","cache_control":{"type":"ephemeral","ttl":"1h"}}]
                """),
            OLD);

    // Then
    JsonNode body = tree(encoded.request().body());
    assertThat(body.at("/system/0/cache_control"))
        .isEqualTo(tree("{\"type\":\"ephemeral\",\"scope\":\"org\"}"));
    assertThat(body.at("/tools/0/cache_control"))
        .isEqualTo(tree("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"));
    assertThat(body.get("cache_control"))
        .isEqualTo(tree("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"));
    assertThat(paths(encoded)).isEmpty();
  }

  @Test
  void aConversationThatTheAssistantBeganGetsAUserTurnFirst() {
    // When
    Encoded encoded = encoded(conversation(assistant(Text.of("Welcome")), HELLO), OLD);

    // Then
    assertThat(tree(encoded.request().body()).at("/messages/0/role").asString()).isEqualTo("user");
    assertThat(paths(encoded)).containsExactly("messages");
  }

  @Test
  void nothingToSendIsRefused() {
    assertRefused("messages", () -> encoded(conversation(Message.text(Role.USER, "")), OLD));
  }
}
