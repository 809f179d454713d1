package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.ResponseEvents;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Thinking on this protocol: how it is asked for and how it travels (protocols.md 2.6). */
final class ChatThinkingTest {
  private static final Families FAMILIES = Families.load();
  private static final Reasoning SIGNED = thought("a \u00e9", Reasoning.Kind.FULL, "sig/1+=");
  private static final Reasoning EMPTY = thought("", Reasoning.Kind.FULL, "sig2");
  private static final Reasoning REDACTED = thought("", Reasoning.Kind.REDACTED, "data/3==");
  private static final ToolCall CALL = ToolCall.of("c1", "f", JsonText.EMPTY_OBJECT);
  private static final ToolCall SECOND = ToolCall.of("c2", "f", JsonText.EMPTY_OBJECT);

  private static Reasoning thought(String text, Reasoning.Kind kind, @Nullable String value) {
    Signature signature =
        value == null ? null : new Signature(Provider.ANTHROPIC, "", value, Placement.THINKING);
    return new Reasoning(text, List.of(), kind, signature, null, null, Extensions.NONE);
  }

  private static Capabilities of(String model) {
    return FAMILIES.of(ProtocolId.OPENAI_CHAT, model);
  }

  private static ChatResponse answer(ContentBlock... content) {
    return new ChatResponse(
        "chatcmpl-1",
        "served",
        null,
        List.of(
            new Candidate(
                0,
                List.of(content),
                StopReason.of(StopReason.Kind.TOOL_USE, null),
                null,
                Extensions.NONE)),
        Usage.UNKNOWN,
        null,
        null,
        null,
        Extensions.NONE);
  }

  private static JsonNode message(ChatResponse answer) {
    return Chat.encodedResponse(answer).at("/choices/0/message");
  }

  /** The history that a client sends that keeps these members of the message. */
  private static List<ContentBlock> broughtBack(JsonNode message, String... members) {
    StringBuilder kept = new StringBuilder("{\"role\":\"assistant\"");
    for (String member : members) {
      if (message.has(member)) {
        kept.append(",\"").append(member).append("\":").append(message.get(member));
      }
    }
    return Chat.decodeMessages("[{\"role\":\"user\",\"content\":\"q\"}," + kept + "}]")
        .messages()
        .get(1)
        .content();
  }

  private static ChatRequest asking(String members) {
    return Chat.decode(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]," + members + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gpt-5.2|'reasoning_effort':'high'|'reasoning_effort':'high'",
        "gpt-5.1|'reasoning_effort':'none'|'reasoning_effort':'none'",
        "deepseek-v4-pro|'reasoning_effort':'low'|'thinking':{'type':'enabled'},'reasoning_effort':'high'",
        "deepseek-v4-pro|'reasoning_effort':'none'|'thinking':{'type':'disabled'}",
        "deepseek-v4-pro|'thinking':{'type':'enabled'}|'thinking':{'type':'enabled'}",
        "deepseek-v4-pro|'thinking':{'type':'disabled'}|'thinking':{'type':'disabled'}"
      })
  @Tag("pitfall-86")
  void eachModelIsAskedInItsOwnWords(String model, String asked, String sent) {
    // When
    JsonNode body = Chat.encodedBody(asking(asked.replace('\'', '"')), of(model));

    // Then
    JsonNode expected = Chat.tree("{" + sent.replace('\'', '"') + "}");
    assertThat(body.get("thinking")).isEqualTo(expected.get("thinking"));
    assertThat(body.get("reasoning_effort")).isEqualTo(expected.get("reasoning_effort"));
  }

  @Test
  @Tag("pitfall-51")
  void toolsOfNewModelsAreSentWithEffortNoneAndAWarning() {
    // When: openai/openai-openapi#541
    Encoded encoded =
        Chat.encode(
            asking(
                "\"reasoning_effort\":\"high\",\"tools\":[{\"type\":\"function\",\"function\":"
                    + "{\"name\":\"f\"}}]"),
            of("gpt-5.4"));

    // Then
    assertThat(Chat.tree(Chat.text(encoded.request().body())).get("reasoning_effort").asString())
        .isEqualTo("none");
    assertThat(encoded.dropped()).extracting(Dropped::path).containsExactly("reasoning_effort");
  }

  @Test
  @Tag("pitfall-50")
  void aForcedToolSwitchesDeepSeeksThinkingOff() {
    // When: DeepSeek-V3#1376
    JsonNode body =
        Chat.encodedBody(
            asking(
                "\"tool_choice\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":"
                    + "{\"name\":\"f\"}}]"),
            of("deepseek-v4-pro"));

    // Then
    assertThat(body.at("/thinking/type").asString()).isEqualTo("disabled");
  }

  @Test
  @Tag("pitfall-75")
  void turnsWithCallsSayWhatWasThoughtBeforeThem() {
    // Given: Roo-Code#12195, vellum#40689
    ChatRequest request =
        Chat.conversation(
            Chat.user("q"),
            Chat.assistant(Reasoning.of("why \u00e9"), Text.of("so"), CALL),
            Chat.user(ContentBlock.ToolResult.of("c1", "r")),
            Chat.assistant(CALL),
            Chat.user(ContentBlock.ToolResult.of("c1", "r")),
            Chat.assistant(Reasoning.of("done"), Text.of("bye")),
            Chat.user("more"));

    // When
    Encoded encoded = Chat.encode(request, of("deepseek-v4-pro"));

    // Then: also that it is not known any more; a turn without calls need not say it
    JsonNode messages = Chat.tree(Chat.text(encoded.request().body())).get("messages");
    assertThat(messages.get(1).get("reasoning_content").asString()).isEqualTo("why \u00e9");
    assertThat(messages.get(3).get("reasoning_content").asString()).isEmpty();
    assertThat(messages.get(5).has("reasoning_content")).isFalse();
    assertThat(encoded.dropped()).isEmpty();
  }

  @Test
  void ofClaudesThinkingDeepSeekGetsTheTextAndTheLossIsReported() {
    // When
    Encoded encoded =
        Chat.encode(
            Chat.conversation(
                Chat.user("q"),
                Chat.assistant(SIGNED, REDACTED, CALL),
                Chat.user(ContentBlock.ToolResult.of("c1", "r"))),
            of("deepseek-v4-pro"));

    // Then
    String body = new String(encoded.request().body(), StandardCharsets.UTF_8);
    assertThat(Chat.tree(body).at("/messages/1/reasoning_content").asString())
        .isEqualTo("a \u00e9");
    assertThat(body).doesNotContain("sig/1+=").doesNotContain("data/3==");
    assertThat(encoded.dropped())
        .extracting(Dropped::path)
        .containsExactly("messages[1].content[0]", "messages[1].content[1]");
  }

  @Test
  @Tag("pitfall-71")
  void typedClientsBringSignedThinkingBackWithTheirCalls() {
    // When: openai-java 4.101 drops unknown members of the message and keeps those of calls
    JsonNode message = message(answer(SIGNED, EMPTY, REDACTED, Text.of("t"), CALL, SECOND));

    // Then
    assertThat(broughtBack(message, "content", "tool_calls"))
        .containsExactly(SIGNED, EMPTY, REDACTED, Text.of("t"), CALL, SECOND);
    assertThat(message.at("/tool_calls/1").has("extra_content")).isFalse();
  }

  @Test
  void clientsThatKeepAllOfAMessageBringItBackOnce() {
    // When
    JsonNode message = message(answer(SIGNED, REDACTED, Text.of("t"), CALL));

    // Then
    assertThat(message.get("reasoning_content").asString()).isEqualTo("a \u00e9");
    assertThat(
            broughtBack(message, "content", "reasoning_content", "thinking_blocks", "tool_calls"))
        .containsExactly(SIGNED, REDACTED, Text.of("t"), CALL);
  }

  @Test
  void thinkingWithoutCallsTravelsWithTheMessage() {
    assertThat(broughtBack(message(answer(SIGNED, Text.of("t"))), "content", "thinking_blocks"))
        .containsExactly(SIGNED, Text.of("t"));
  }

  @Test
  @Tag("pitfall-75")
  void textThatNobodySignedTravelsWithTheCallToo() {
    // When
    JsonNode message = message(answer(Reasoning.of("why"), CALL));

    // Then
    assertThat(message.at("/tool_calls/0/extra_content/dragoman/reasoning_content").asString())
        .isEqualTo("why");
    assertThat(message.has("thinking_blocks")).isFalse();
    assertThat(broughtBack(message, "tool_calls")).containsExactly(Reasoning.of("why"), CALL);
  }

  @Test
  void thoughtsBetweenCallsStayBetweenThem() {
    assertThat(broughtBack(message(answer(SIGNED, CALL, EMPTY, SECOND)), "tool_calls"))
        .containsExactly(SIGNED, CALL, EMPTY, SECOND);
  }

  @Test
  void aStreamCarriesWhatAWholeAnswerCarries() {
    // Given
    List<StreamEvent> events = new ArrayList<>();
    ResponseEvents.emit(answer(SIGNED, REDACTED, Text.of("t"), CALL), events::add);

    // When
    String stream = Chat.encodeStream(Chat.context(), events);

    // Then: entries of a delta have an index, by which some clients join them
    assertThat(stream)
        .contains(
            "\"thinking_blocks\":[{\"index\":0,\"type\":\"thinking\",\"thinking\":\"a \u00e9\","
                + "\"signature\":\"sig/1+=\"}]")
        .contains(
            "\"thinking_blocks\":[{\"index\":1,\"type\":\"redacted_thinking\","
                + "\"data\":\"data/3==\"}]")
        .contains(
            "\"extra_content\":{\"dragoman\":{\"thinking_blocks\":[{\"type\":\"thinking\","
                + "\"thinking\":\"a \u00e9\",\"signature\":\"sig/1+=\"},"
                + "{\"type\":\"redacted_thinking\",\"data\":\"data/3==\"}]}}");
  }

  @Test
  void aClientThatDidNotAskSeesNoThoughtsAndStillCarriesThem() {
    // Given
    ReplyContext silent = new ReplyContext("r1", "shown", Instant.EPOCH, () -> 0, false, false);
    ChatResponse answer = answer(SIGNED, CALL);
    List<StreamEvent> events = new ArrayList<>();
    ResponseEvents.emit(answer, events::add);

    // When
    JsonNode message =
        Chat.tree(Chat.text(Chat.PROTOCOL.inbound().encodeResponse(answer, silent)))
            .at("/choices/0/message");
    String stream = Chat.encodeStream(silent, events);

    // Then
    assertThat(message.has("reasoning_content")).isFalse();
    assertThat(message.has("thinking_blocks")).isFalse();
    assertThat(broughtBack(message, "tool_calls")).containsExactly(SIGNED, CALL);
    assertThat(stream).doesNotContain("\"reasoning_content\"").contains("extra_content");
  }

  @Test
  void extraContentOfAnotherVendorStaysBesideTheGatewaysOwn() {
    // Given
    String call =
        "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},"
            + "\"extra_content\":{\"google\":{\"thought_signature\":\"g\"},"
            + "\"dragoman\":{\"reasoning_content\":\"why\"}}}";

    // When
    List<ContentBlock> content =
        broughtBack(Chat.tree("{\"tool_calls\":[" + call + "]}"), "tool_calls");

    // Then
    assertThat(content.getFirst()).isEqualTo(Reasoning.of("why"));
    assertThat(content.get(1).ext().of(ProtocolId.OPENAI_CHAT).get("extra_content"))
        .isEqualTo(new JsonText("{\"google\":{\"thought_signature\":\"g\"}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "5",
    "'\"text\"'",
    "'[]'",
    "'[5,null,{}]'",
    "'[{\"type\":7}]'",
    "'[{\"type\":\"x\"}]'"
  })
  void thinkingBlocksOfAnotherFormAreNoThoughts(String blocks) {
    assertThat(
            broughtBack(
                Chat.tree("{\"content\":\"t\",\"thinking_blocks\":" + blocks + "}"),
                "content",
                "thinking_blocks"))
        .containsExactly(Text.of("t"));
  }
}
