package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.Capabilities.SystemPlacement;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class MessageEncoderTest {
  private static final ToolCall CALL_A = ToolCall.of("a", "f", new JsonText("{\"x\":1}"));
  private static final ToolCall CALL_B = ToolCall.of("b", "g", JsonText.EMPTY_OBJECT);

  private static void assertMessages(ChatRequest request, Capabilities capabilities, String json) {
    assertThat(messages(request, capabilities)).isEqualTo(Chat.tree(json));
  }

  private static JsonNode messages(ChatRequest request, Capabilities capabilities) {
    return Chat.encodedBody(request, capabilities).get("messages");
  }

  private static ChatRequest withSystem(String... texts) {
    List<ContentBlock> system = List.of(texts).stream().<ContentBlock>map(Text::of).toList();
    return ChatRequest.of("m", List.of()).withConversation(system, List.of(Chat.user("hi")));
  }

  private static GatewayException refused(ChatRequest request, Capabilities capabilities) {
    GatewayException refused =
        catchThrowableOfType(GatewayException.class, () -> Chat.encode(request, capabilities));
    assertThat(refused.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    return refused;
  }

  /** apache/apisix#13674. */
  @Test
  @Tag("pitfall-2")
  @Tag("pitfall-3")
  void toolResultsComeBeforeUserText() {
    assertMessages(
        Chat.conversation(
            Chat.user("q"),
            Chat.assistant(Text.of("Looking."), CALL_A, CALL_B),
            Chat.user(Text.of("and hurry"), ToolResult.of("b", "2"), ToolResult.of("a", "1"))),
        Chat.PLAIN_SERVER,
        """
        [{"role":"user","content":"q"},
         {"role":"assistant","content":"Looking.","tool_calls":[
           {"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}},
           {"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"a","content":"1"},
         {"role":"tool","tool_call_id":"b","content":"2"},
         {"role":"user","content":"and hurry"}]
        """);
  }

  @Test
  void aTurnOfCallsAloneHasNullContent() {
    assertMessages(
        Chat.conversation(
            Chat.user("q"), Chat.assistant(CALL_B), Chat.user(ToolResult.of("b", "2"))),
        Chat.PLAIN_SERVER,
        """
        [{"role":"user","content":"q"},
         {"role":"assistant","content":null,"tool_calls":[
           {"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"b","content":"2"}]
        """);
  }

  @Test
  @Tag("pitfall-9")
  @Tag("pitfall-10")
  @Tag("pitfall-17")
  void systemBlocksAreJoinedForServersThatTakeStringsOnly() {
    assertMessages(
        withSystem("one", "two"),
        Chat.PLAIN_SERVER,
        """
        [{"role":"system","content":"one\\n\\ntwo"},{"role":"user","content":"hi"}]
        """);
  }

  @Test
  void systemBlocksStayPartsWherePartsAreTaken() {
    assertMessages(
        withSystem("one", "two"),
        Chat.OPENAI,
        """
        [{"role":"system","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]},
         {"role":"user","content":"hi"}]
        """);
  }

  @Test
  void aSingleSystemBlockIsAlwaysAString() {
    assertMessages(
        withSystem("one"),
        Chat.OPENAI,
        """
        [{"role":"system","content":"one"},{"role":"user","content":"hi"}]
        """);
  }

  /** llama.cpp#20623, claude-code#68900, claude-code-router#1372. */
  @Test
  @Tag("pitfall-18")
  void theVolatileBillingBlockIsRemoved() {
    assertMessages(
        withSystem("x-anthropic-billing-header: cc_version=1; cch=abc;", "two"),
        Chat.OPENAI,
        """
        [{"role":"system","content":"two"},{"role":"user","content":"hi"}]
        """);
  }

  /** openai-compatible-conversation#21, subwave#1693. */
  @Test
  @Tag("pitfall-11")
  void roleDeveloperIsUsedOnlyWhereTheTargetKnowsIt() {
    // Given
    Capabilities developer =
        Chat.capabilities(
            EnumSet.of(Flag.STREAM_USAGE),
            SamplingSet.NONE,
            SystemPlacement.DEVELOPER,
            "max_completion_tokens");
    ChatRequest request =
        withSystem("one")
            .withConversation(
                List.of(Text.of("one")),
                List.of(Chat.user("hi"), Message.text(Role.DEVELOPER, "two"), Chat.user("go")));

    // Then
    assertThat(messages(request, developer))
        .extracting(message -> message.get("role").asString())
        .containsExactly("developer", "user", "developer", "user");
    assertThat(messages(request, Chat.OPENAI))
        .extracting(message -> message.get("role").asString())
        .containsExactly("system", "user", "system", "user");
  }

  @Test
  @Tag("pitfall-8")
  void aLateInstructionBecomesUserTextInItsPlaceForStrictTemplates() {
    assertMessages(
        Chat.conversation(Chat.user("hi"), Message.text(Role.SYSTEM, "be brief"), Chat.user("go")),
        Chat.PLAIN_SERVER,
        """
        [{"role":"user","content":"hi"},
         {"role":"user","content":"<system-reminder>be brief</system-reminder>"},
         {"role":"user","content":"go"}]
        """);
  }

  @Test
  @Tag("pitfall-17")
  void userTextIsOneStringWithoutPartsAndPartsWithThem() {
    // Given
    ChatRequest request = Chat.conversation(Chat.user(Text.of("a"), Text.of("b")));

    // Then
    assertMessages(request, Chat.PLAIN_SERVER, "[{\"role\":\"user\",\"content\":\"a\\nb\"}]");
    assertMessages(
        request,
        Chat.OPENAI,
        """
        [{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]
        """);
  }

  @Test
  void assistantTextsAreJoinedWithoutSeparator() {
    assertMessages(
        Chat.conversation(
            Chat.user("q"), Chat.assistant(Text.of("a"), Text.of("b")), Chat.user("r")),
        Chat.OPENAI,
        """
        [{"role":"user","content":"q"},{"role":"assistant","content":"ab"},
         {"role":"user","content":"r"}]
        """);
  }

  @Test
  void resultsAreTextAndErrorsSaySo() {
    // Given
    ToolResult parts =
        new ToolResult(
            "a",
            null,
            List.of(
                Text.of("1"),
                new SearchResult(
                    "https://e.org", "T", List.of(Text.of("found")), null, null, Extensions.NONE)),
            false,
            false,
            null,
            Extensions.NONE);

    // Then
    assertMessages(
        Chat.conversation(
            Chat.user("q"), Chat.assistant(CALL_A, CALL_B), Chat.user(parts, failed("b", "bad"))),
        Chat.PLAIN_SERVER,
        """
        [{"role":"user","content":"q"},
         {"role":"assistant","content":null,"tool_calls":[
           {"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}},
           {"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"a","content":"1\\nT\\nhttps://e.org\\nfound"},
         {"role":"tool","tool_call_id":"b","content":"Error: bad"}]
        """);
  }

  @Test
  void anErrorThatSaysSoIsNotMarkedTwice() {
    // When
    JsonNode messages =
        messages(
            Chat.conversation(
                Chat.user("q"), Chat.assistant(CALL_B), Chat.user(failed("b", "Error: bad"))),
            Chat.PLAIN_SERVER);

    // Then
    assertThat(messages.get(2).get("content").asString()).isEqualTo("Error: bad");
  }

  private static ToolResult failed(String id, String text) {
    return new ToolResult(id, null, List.of(Text.of(text)), true, false, null, Extensions.NONE);
  }

  /** screenpipe#3252, llmgateway#3389. */
  @Test
  @Tag("pitfall-28")
  @Tag("pitfall-29")
  void anOverlongIdIsShortenedAlikeInCallAndResult() {
    // Given
    String id = "toolu|" + "x".repeat(60);

    // When
    JsonNode messages =
        messages(
            Chat.conversation(
                Chat.user("q"),
                Chat.assistant(ToolCall.of(id, "f", JsonText.EMPTY_OBJECT)),
                Chat.user(ToolResult.of(id, "1"))),
            Chat.OPENAI);

    // Then
    String sent = messages.get(1).get("tool_calls").get(0).get("id").asString();
    assertThat(sent).matches("call_[0-9a-f]{24}");
    assertThat(messages.get(2).get("tool_call_id").asString()).isEqualTo(sent);
  }

  @Test
  @Tag("pitfall-28")
  void aShortIdPassesUnchanged() {
    // When
    JsonNode messages =
        messages(
            Chat.conversation(
                Chat.user("q"),
                Chat.assistant(ToolCall.of("a|b:c.d", "f", JsonText.EMPTY_OBJECT)),
                Chat.user(ToolResult.of("a|b:c.d", "1"))),
            Chat.OPENAI);

    // Then
    assertThat(messages.get(2).get("tool_call_id").asString()).isEqualTo("a|b:c.d");
  }

  /** earendil-works/pi#8943. */
  @Test
  @Tag("pitfall-24")
  @Tag("pitfall-25")
  void argumentsAreSentAsTheyWereWritten() {
    // Given
    String source = "{\"z\":1234567890123456789,\"a\":1.0,\"m\":1e5,\"u\":\"\\u00e9\"}";

    // When
    JsonNode messages =
        messages(
            Chat.conversation(
                Chat.user("q"),
                Chat.assistant(ToolCall.of("a", "f", new JsonText(source))),
                Chat.user(ToolResult.of("a", "1"))),
            Chat.OPENAI);

    // Then
    assertThat(messages.get(1).get("tool_calls").get(0).get("function").get("arguments").asString())
        .isEqualTo(source);
  }

  @Test
  @Tag("pitfall-12")
  void aLastAssistantTurnIsRefusedWhereItIsNotContinued() {
    // When
    GatewayException refused =
        refused(Chat.conversation(Chat.user("q"), Chat.assistant(Text.of("A: "))), Chat.OPENAI);

    // Then
    assertThat(refused.error().param()).isEqualTo("messages");
  }

  @Test
  void aLastAssistantTurnIsSentWhereItIsContinued() {
    assertMessages(
        Chat.conversation(Chat.user("q"), Chat.assistant(Text.of("A: "))),
        Chat.PLAIN_SERVER,
        """
        [{"role":"user","content":"q"},{"role":"assistant","content":"A: "}]
        """);
  }

  @Test
  @Tag("pitfall-19")
  void equalRequestsGiveEqualBytes() {
    // Given
    ChatRequest request =
        Chat.conversation(
            Chat.user("q"), Chat.assistant(CALL_A), Chat.user(ToolResult.of("a", "1")));

    // Then
    assertThat(Chat.encode(request, Chat.OPENAI).request().body())
        .isEqualTo(Chat.encode(request, Chat.OPENAI).request().body());
  }

  @Test
  @Tag("pitfall-20")
  void loneSurrogatesAndControlCharactersBecomeValidJson() {
    assertMessages(
        Chat.conversation(Chat.user("a\ud83d b\u0000 \ud83d\ude00")),
        Chat.OPENAI,
        "[{\"role\":\"user\",\"content\":\"a\ufffd b\\u0000 \ud83d\ude00\"}]");
  }
}
