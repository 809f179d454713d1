package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CarriedContentTest {
  private static final ToolCall CALL_A = ToolCall.of("a", "f", new JsonText("{\"x\":1}"));

  private static GatewayException refused(ChatRequest request, Capabilities capabilities) {
    GatewayException refused =
        catchThrowableOfType(GatewayException.class, () -> Chat.encode(request, capabilities));
    assertThat(refused.error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    return refused;
  }

  @Test
  @Tag("pitfall-107")
  void cacheMarksAreDroppedWithAWarningAndNeverSent() {
    // Given
    CacheHint mark = new CacheHint("1h", Extensions.NONE);
    Text marked = new Text("hi", List.of(), null, mark, Extensions.NONE);

    // When
    Encoded encoded =
        Chat.encode(
            Chat.conversation(Chat.user(marked)), Chat.without(Chat.OPENAI, Flag.CACHE_MARKS));

    // Then
    assertThat(Chat.text(encoded.request().body())).doesNotContain("cache");
    assertThat(encoded.dropped())
        .containsExactly(
            Dropped.advisory(
                "messages[0].content[0].cache_control",
                "cache marks are not carried to OpenAI Chat"));
  }

  @Test
  void cacheMarksInsideAResultAreToldToo() {
    // Given
    CacheHint mark = new CacheHint(null, Extensions.NONE);
    Text marked = new Text("1", List.of(), null, mark, Extensions.NONE);
    ToolResult result =
        new ToolResult("a", null, List.of(marked), false, false, null, Extensions.NONE);

    // When
    Encoded encoded =
        Chat.encode(
            Chat.conversation(Chat.user("q"), Chat.assistant(CALL_A), Chat.user(result)),
            Chat.OPENAI);

    // Then
    assertThat(encoded.dropped())
        .extracting(Dropped::path)
        .containsExactly("messages[2].content[0].content[0].cache_control");
  }

  /** Source: protocols.md 2.4; texts of an assistant are joined as they are. */
  @Test
  void aSummaryOfWhatWasSaidBeforeIsAParagraphOfItsOwn() {
    // Given
    Compaction summary = new Compaction("They met.", null, null, Extensions.NONE);

    // When
    Encoded encoded =
        Chat.encode(
            Chat.conversation(
                Chat.user("q"), Chat.assistant(summary, Text.of("Hello.")), Chat.user("q")),
            Chat.OPENAI);

    // Then
    assertThat(Chat.text(encoded.request().body())).contains("\"They met.\\n\\nHello.\"");
  }

  /** Source: protocols.md 1.2, a citation is a hint. */
  @Test
  void citationsOfSearchResultsAreToldToBeLost() {
    // Given
    SearchResult result =
        new SearchResult("u", "t", List.of(Text.of("x")), true, null, Extensions.NONE);

    // When
    Encoded encoded = Chat.encode(Chat.conversation(Chat.user(result)), Chat.OPENAI);

    // Then
    assertThat(encoded.dropped())
        .containsExactly(
            Dropped.advisory(
                "messages[0].content[0].citations", "OpenAI Chat does not cite search results"));
  }

  @Test
  void callsAndResultsInsideInstructionsAreRefused() {
    // Given
    ChatRequest request = Chat.conversation(Chat.user("q"));
    List<ContentBlock> call = List.of(CALL_A);
    List<ContentBlock> result = List.of(ToolResult.of("a", "1"));

    // Then
    for (List<ContentBlock> system : List.of(call, result)) {
      assertThat(
              refused(request.withConversation(system, request.messages()), Chat.OPENAI)
                  .error()
                  .param())
          .isEqualTo("system[0]");
    }
    assertThat(
            refused(Chat.conversation(Chat.user("q"), Message.of(Role.SYSTEM, result)), Chat.OPENAI)
                .error()
                .param())
        .isEqualTo("messages[1].content[0]");
  }

  @Test
  void fieldsOfAnotherProtocolInsideTheHistoryAreTold() {
    // Given
    Extensions foreign = Extensions.of(ProtocolId.ANTHROPIC, Map.of("caller", new JsonText("1")));
    Text text = new Text("q", List.of(), null, null, foreign);

    // When
    Encoded encoded = Chat.encode(Chat.conversation(Chat.user(text)), Chat.OPENAI);

    // Then
    assertThat(encoded.dropped())
        .extracting(Dropped::path)
        .containsExactly("messages[0].content[0].caller");
  }

  @Test
  void thinkingOfTheHistoryIsDroppedWithOneWarning() {
    // Given
    Reasoning thought =
        new Reasoning("hm", List.of(), Reasoning.Kind.FULL, null, null, null, Extensions.NONE);

    // When
    Encoded encoded =
        Chat.encode(
            Chat.conversation(
                Chat.user("q"),
                Chat.assistant(thought, Text.of("a")),
                Chat.user("r"),
                Chat.assistant(thought),
                Chat.user("s")),
            Chat.PLAIN_SERVER);

    // Then
    assertThat(Chat.tree(Chat.text(encoded.request().body())).get("messages"))
        .isEqualTo(
            Chat.tree(
                """
                [{"role":"user","content":"q"},{"role":"assistant","content":"a"},
                 {"role":"user","content":"r"},{"role":"user","content":"s"}]
                """));
    assertThat(encoded.dropped())
        .containsExactly(
            Dropped.opaque(
                "messages[1].content[0]",
                "thinking of earlier turns is not carried to OpenAI Chat"));
  }

  @Test
  void mediaThatTheModelDoesNotTakeAreRefusedWithTheirPlace() {
    // Given
    Image image =
        new Image(new MediaSource.Inline("QUJD"), "image/png", null, null, Extensions.NONE);
    Document document =
        new Document(
            new MediaSource.Inline("QUJD"),
            "application/pdf",
            null,
            null,
            null,
            null,
            null,
            Extensions.NONE);
    ToolResult withImage =
        new ToolResult("a", null, List.of(image), false, false, null, Extensions.NONE);

    // Then
    assertThat(
            refused(Chat.conversation(Chat.user(Text.of("q"), image)), Chat.PLAIN_SERVER).error())
        .extracting("param", "message")
        .containsExactly(
            "messages[0].content[1]",
            "messages[0].content[1]: images cannot be sent to the OpenAI Chat model of this"
                + " route");
    assertThat(refused(Chat.conversation(Chat.user(document)), Chat.PLAIN_SERVER).error().param())
        .isEqualTo("messages[0].content[0]");
    assertThat(
            refused(
                    Chat.conversation(Chat.user("q"), Chat.assistant(CALL_A), Chat.user(withImage)),
                    Chat.PLAIN_SERVER)
                .error()
                .param())
        .isEqualTo("messages[2].content[0].content[0]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool_addition", "tool_removal", "fallback"})
  void marksForOneProviderAreLeftOut(String type) {
    // Given
    ContentBlock mark =
        new ContentBlock.Opaque(
            ProtocolId.ANTHROPIC, type, JsonText.EMPTY_OBJECT, null, Extensions.NONE);

    // When
    Encoded encoded = Chat.encode(Chat.conversation(Chat.user(Text.of("q"), mark)), Chat.OPENAI);

    // Then
    assertThat(encoded.dropped())
        .extracting(Dropped::path)
        .containsExactly("messages[0].content[1]");
  }

  @Test
  void blocksOfUnknownMeaningAreRefused() {
    // Given
    ContentBlock unknown =
        new ContentBlock.Opaque(
            ProtocolId.ANTHROPIC, "smell", JsonText.EMPTY_OBJECT, null, Extensions.NONE);

    // Then
    assertThat(refused(Chat.conversation(Chat.user(unknown)), Chat.OPENAI).error().message())
        .contains("blocks of type \"smell\"");
  }

  @Test
  void callsAndResultsInTheWrongMessageAreRefused() {
    assertThat(refused(Chat.conversation(Chat.user(Text.of("q"), CALL_A)), Chat.OPENAI).error())
        .extracting("param", "message")
        .containsExactly(
            "messages[0].content[1]",
            "messages[0].content[1]: a tool call cannot stand in this message");
    assertThat(
            refused(
                    Chat.conversation(Chat.user("q"), Chat.assistant(ToolResult.of("a", "1"))),
                    Chat.OPENAI)
                .error()
                .param())
        .isEqualTo("messages[1].content[0]");
  }

  @Test
  void unknownFieldsOfTextPartsAreListed() {
    // Given
    Text odd =
        new Text(
            "q",
            List.of(),
            null,
            null,
            Extensions.of(ProtocolId.OPENAI_CHAT, Map.of("mood", new JsonText("1"))));

    // When
    Encoded encoded = Chat.encode(Chat.conversation(Chat.user(odd)), Chat.OPENAI);

    // Then
    assertThat(Chat.text(encoded.request().body())).doesNotContain("mood");
    assertThat(encoded.dropped())
        .extracting(Dropped::path)
        .containsExactly("messages[0].content[0]");
  }
}
