package dev.dragoman.protocol.anthropic;

import static dev.dragoman.protocol.anthropic.Wire.assertRefused;
import static dev.dragoman.protocol.anthropic.Wire.decoded;
import static dev.dragoman.protocol.anthropic.Wire.decodedWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.ReasoningConfig.Display;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnthropicRequestDecoderTest {
  private static Map<String, JsonText> bag(ChatRequest request) {
    return request.ext().of(ProtocolId.ANTHROPIC);
  }

  @Test
  void aStringIsOneTextBlock() {
    // When
    ChatRequest request = decodedWith("\"system\":\"Be brief.\"");

    // Then
    assertThat(request.system()).containsExactly(Text.of("Be brief."));
    assertThat(request.messages()).containsExactly(Message.text(Role.USER, "hi"));
    assertThat(request.maxOutputTokens()).isEqualTo(9);
    assertThat(request.stream()).isFalse();
  }

  @Test
  @Tag("pitfall-9")
  @Tag("pitfall-10")
  void blocksOfTheSystemArrayStayApartAndInOrder() {
    // When
    ChatRequest request =
        decodedWith(
            """
            "system":[{"type":"text","text":"one"},
             {"type":"text","text":"two","cache_control":{"type":"ephemeral","ttl":"1h"}},
             {"type":"text","text":"three"}]
            """);

    // Then
    assertThat(request.system())
        .containsExactly(
            Text.of("one"),
            new Text("two", List.of(), null, new CacheHint("1h", Extensions.NONE), Extensions.NONE),
            Text.of("three"));
  }

  /** llama.cpp#20623: what drops the line is the encoder of an upstream that is not Anthropic. */
  @Test
  @Tag("pitfall-18")
  void theBillingLineStaysInTheModel() {
    // When
    ChatRequest request =
        decodedWith("\"system\":[{\"type\":\"text\",\"text\":\"x-anthropic-billing-header: a\"}]");

    // Then
    assertThat(request.system()).containsExactly(Text.of("x-anthropic-billing-header: a"));
  }

  @Test
  @Tag("pitfall-8")
  void systemMessagesKeepTheirPosition() {
    // When
    ChatRequest request =
        decoded(
            """
            {"model":"m","max_tokens":1,"messages":[
              {"role":"user","content":"a"},
              {"role":"system","content":"late"},
              {"role":"assistant","content":[{"type":"text","text":"b"}]}]}
            """);

    // Then
    assertThat(request.messages())
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.SYSTEM, Role.ASSISTANT);
    assertThat(request.system()).isEmpty();
  }

  /** litellm#822, promptfoo#7323. */
  @Test
  @Tag("pitfall-88")
  void zeroIsAValueAndNullIsAbsent() {
    // When
    ChatRequest request =
        decodedWith("\"temperature\":0,\"top_p\":0.0,\"top_k\":null,\"stop_sequences\":[\"\"]");

    // Then
    assertThat(request.sampling().temperature()).isEqualTo(0.0);
    assertThat(request.sampling().topP()).isEqualTo(0.0);
    assertThat(request.sampling().topK()).isNull();
    assertThat(request.stopSequences()).containsExactly("");
  }

  @Test
  void cacheWarmUpMayAskForNoTokens() {
    assertThat(
            decoded(
                    "{\"model\":\"m\",\"max_tokens\":0,\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"x\"}]}")
                .maxOutputTokens())
        .isZero();
  }

  @Test
  void thinkingAndEffortAreOneConfiguration() {
    // When
    ChatRequest request =
        decodedWith(
            """
            "thinking":{"type":"adaptive","display":"summarized"},"output_config":{"effort":"high"}
            """);

    // Then
    assertThat(request.reasoning())
        .isEqualTo(
            new ReasoningConfig(
                Mode.ADAPTIVE, Effort.HIGH, null, Display.SUMMARY, null, false, Extensions.NONE));
    assertThat(bag(request)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"enabled,BUDGET", "disabled,OFF", "adaptive,ADAPTIVE", "between_tools,ADAPTIVE"})
  void everyTypeOfThinkingIsRead(String type, Mode mode) {
    // When
    ChatRequest request =
        decodedWith("\"thinking\":{\"type\":\"%s\",\"budget_tokens\":0}".formatted(type));

    // Then
    ReasoningConfig reasoning = Objects.requireNonNull(request.reasoning());
    assertThat(reasoning.mode()).isEqualTo(mode);
    assertThat(reasoning.budgetTokens()).isZero();
    assertThat(reasoning.ext().isEmpty()).isEqualTo(!type.equals("between_tools"));
  }

  @Test
  void effortAloneIsAConfiguration() {
    assertThat(decodedWith("\"output_config\":{\"effort\":\"max\"}").reasoning())
        .isEqualTo(
            new ReasoningConfig(Mode.EFFORT, Effort.MAX, null, null, null, false, Extensions.NONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}}",
        "'output_format':{'type':'json_schema','schema':{'type':'object'}}"
      })
  void bothSpellingsOfStructuredOutputAreRead(String members) {
    assertThat(decodedWith(members.replace('\'', '"')).outputFormat())
        .isEqualTo(
            new OutputFormat.JsonSchema(null, null, new JsonText("{\"type\":\"object\"}"), true));
  }

  @Test
  void whatTheModelDoesNotNameStaysInTheBag() {
    // When
    ChatRequest request =
        decodedWith(
            """
            "metadata":{"user_id":"u","team":7},"context_management":{"edits":[ 1.0 ]},
            "output_config":{"effort":"turbo"},"speed":"fast",
            "cache_control":{"type":"ephemeral","scope":"global"}
            """);

    // Then
    assertThat(request.identity().endUserId()).isEqualTo("u");
    assertThat(Objects.requireNonNull(request.cachePolicy()).automaticTtl()).isEqualTo("5m");
    assertThat(bag(request))
        .isEqualTo(
            Map.of(
                "metadata", new JsonText("{\"team\":7}"),
                "context_management", new JsonText("{\"edits\":[1.0]}"),
                "output_config", new JsonText("{\"effort\":\"turbo\"}"),
                "speed", new JsonText("\"fast\""),
                "cache_control", new JsonText("{\"scope\":\"global\"}")));
  }

  @Test
  void versionAndBetaHeadersAreKept() {
    // Given
    WireHeaders headers =
        new WireHeaders(
            Map.of(
                "anthropic-version", List.of("2026-10-21"),
                "anthropic-beta", List.of("one,two", "three")));

    // When
    ChatRequest request =
        AnthropicRequestDecoder.decode(
            new WireRequest(
                "/v1/messages",
                headers,
                Wire.utf8(
                    """
                    {"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}]}
                    """),
                false));

    // Then
    assertThat(bag(request))
        .containsEntry("anthropic-version", new JsonText("\"2026-10-21\""))
        .containsEntry("anthropic-beta", new JsonText("\"one,two,three\""));
  }

  @Test
  void tierOfTheStandardKindHasItsCommonName() {
    assertThat(decodedWith("\"service_tier\":\"standard_only\"").serviceTier())
        .isEqualTo("standard");
    assertThat(decodedWith("\"service_tier\":\"auto\"").serviceTier()).isEqualTo("auto");
  }

  @Test
  void countingTokensNeedsNoBound() {
    // When
    ChatRequest request =
        AnthropicRequestDecoder.decode(
            new WireRequest(
                "/v1/messages/count_tokens",
                WireHeaders.NONE,
                Wire.utf8("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"),
                false));

    // Then
    assertThat(request.maxOutputTokens()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'max_tokens':1,'messages':[]}|model",
        "{'model':' ','max_tokens':1}|model",
        "{'model':7}|model",
        "{'model':'m','max_tokens':1,'messages':[]}|messages",
        "{'model':'m','max_tokens':1}|messages",
        "{'model':'m','messages':[{'role':'user','content':'x'}]}|max_tokens",
        "{'model':'m','max_tokens':1.5,'messages':[{'role':'user','content':'x'}]}|max_tokens",
        "{'model':'m','max_tokens':-1,'messages':[{'role':'user','content':'x'}]}|max_tokens",
        "{'model':'m','max_tokens':1,'messages':[{'role':'tool','content':'x'}]}|messages[0].role",
        "{'model':'m','max_tokens':1,'messages':[{'role':'user'}]}|messages[0].content",
        "{'model':'m','max_tokens':1,'messages':[{'role':'user','content':7}]}|messages[0].content",
        "{'model':'m','max_tokens':1,'messages':[{'role':'user','content':[{'text':'x'}]}]}"
            + "|messages[0].content[0].type",
        "{'model':'m','max_tokens':1,'messages':[{'role':'user','content':[{'type':'tool_result',"
            + "'tool_use_id':'a','content':[{'type':'tool_use','id':'b','name':'f'}]}]}]}"
            + "|messages[0].content[0].content[0]",
        "{'model':'m','max_tokens':1,'messages':[{'role':'user','content':[{'type':'document',"
            + "'source':{'type':'content','content':[{'type':'tool_result','tool_use_id':'b'}]}}]}]}"
            + "|messages[0].content[0].source.content[0]",
        "{'model':'m','max_tokens':1,'messages':[{'role':'user','content':'x'}],'stream':1}|stream",
        "{'model':'m','max_tokens':1,'temperature':1e400,'messages':[{'role':'user',"
            + "'content':'x'}]}|temperature",
        "{'model':'m','max_tokens':1,'temperature':1e99999999999,'messages':[{'role':'user',"
            + "'content':'x'}]}|temperature",
        "{'model':'m','max_tokens':1,'messages':[{'role':'user','content':'x'}],"
            + "'tool_choice':{'type':'some'}}|tool_choice.type",
        "{'model':'m','max_tokens':1,'messages':[{'role':'user','content':'x'}],"
            + "'tools':[{'description':'d'}]}|tools[0].name",
        "{'model':'m','max_tokens':1,'messages':[{'role':'user','content':'x'}],"
            + "'tools':[{'name':'n','input_schema':true}]}|tools[0].input_schema"
      })
  void whatIsWrongIsNamedByItsPath(String body, String path) {
    assertRefused(path, () -> decoded(body.replace('\'', '"')));
  }

  @Test
  void contentOfMessagesIsDecodedInPlace() {
    // When
    List<ContentBlock> content =
        decoded(
                """
                {"model":"m","max_tokens":1,"messages":[{"role":"user","content":[
                  {"type":"text","text":"a"},{"type":"text","text":"b"}],"note":1}]}
                """)
            .messages()
            .getFirst()
            .content();

    // Then
    assertThat(content).containsExactly(Text.of("a"), Text.of("b"));
  }
}
