package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageDecoderTest {
  private static ContentBlock onlyPart(String part) {
    ChatRequest request = Chat.decodeMessages("[{\"role\":\"user\",\"content\":[" + part + "]}]");
    return request.messages().getFirst().content().getFirst();
  }

  @Test
  @Tag("pitfall-9")
  @Tag("pitfall-10")
  void leadingInstructionsBecomeOneBlockAMessageOrPartInOrder() {
    // When
    ChatRequest request =
        Chat.decodeMessages(
            """
            [{"role":"system","content":"one"},
             {"role":"developer","content":[{"type":"text","text":"two"},
                                            {"type":"text","text":"three"}]},
             {"role":"user","content":"hi"}]
            """);

    // Then
    assertThat(request.system()).containsExactly(Text.of("one"), Text.of("two"), Text.of("three"));
    assertThat(request.messages()).containsExactly(Chat.user("hi"));
  }

  @Test
  @Tag("pitfall-8")
  void aLaterInstructionStaysInItsPlace() {
    // When
    ChatRequest request =
        Chat.decodeMessages(
            """
            [{"role":"user","content":"hi"},{"role":"system","content":"be brief"},
             {"role":"developer","content":"be kind"}]
            """);

    // Then
    assertThat(request.system()).isEmpty();
    assertThat(request.messages())
        .containsExactly(
            Chat.user("hi"),
            Message.text(Role.SYSTEM, "be brief"),
            Message.text(Role.DEVELOPER, "be kind"));
  }

  /** BerriAI/litellm#11789, Roo-Code#10155. */
  @Test
  @Tag("pitfall-1")
  void neighbouringToolMessagesBecomeOneUserMessage() {
    // When
    ChatRequest request =
        Chat.decodeMessages(
            """
            [{"role":"user","content":"q"},
             {"role":"assistant","content":"Looking.","tool_calls":[
               {"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},
               {"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"a","content":"1"},
             {"role":"tool","tool_call_id":"b","content":[{"type":"text","text":"2"},
                                                          {"type":"text","text":"3"}]},
             {"role":"user","content":"and?"}]
            """);

    // Then
    ToolResult second =
        new ToolResult(
            "b", null, List.of(Text.of("2"), Text.of("3")), false, false, null, Extensions.NONE);
    assertThat(request.messages())
        .containsExactly(
            Chat.user("q"),
            Chat.assistant(
                Text.of("Looking."),
                ToolCall.of("a", "f", JsonText.EMPTY_OBJECT),
                ToolCall.of("b", "g", JsonText.EMPTY_OBJECT)),
            Chat.user(ToolResult.of("a", "1"), second),
            Chat.user("and?"));
  }

  /** anthropics/claude-code#62396. */
  @ParameterizedTest
  @ValueSource(strings = {"\"content\":\"\",", "\"content\":null,", "", "\"content\":[],"})
  @Tag("pitfall-6")
  @Tag("pitfall-7")
  void contentBesideCallsMayBeEmptyNullOrAbsent(String content) {
    // When
    ChatRequest request =
        Chat.decodeMessages(
            "[{\"role\":\"assistant\","
                + content
                + "\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\"}}]}]");

    // Then
    assertThat(request.messages())
        .containsExactly(Chat.assistant(ToolCall.of("a", "f", JsonText.EMPTY_OBJECT)));
  }

  @Test
  void legacyFunctionCallsArePaired() {
    // When
    ChatRequest request =
        Chat.decodeMessages(
            """
            [{"role":"user","content":"q"},
             {"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},
             {"role":"function","name":"f","content":"42"}]
            """);

    // Then
    ToolCall call = (ToolCall) request.messages().get(1).content().getFirst();
    ToolResult result = (ToolResult) request.messages().get(2).content().getFirst();
    assertThat(call.name()).isEqualTo("f");
    assertThat(result.toolCallId()).isEqualTo(call.id());
    assertThat(result.toolName()).isEqualTo("f");
  }

  @Test
  void freeformCallsKeepTheirText() {
    // When
    ChatRequest request =
        Chat.decodeMessages(
            """
            [{"role":"assistant","tool_calls":[
               {"id":"a","type":"custom","custom":{"name":"patch","input":"*** \\"x\\""}}]}]
            """);

    // Then
    ToolCall call = (ToolCall) request.messages().getFirst().content().getFirst();
    assertThat(call.freeform()).isTrue();
    assertThat(call.arguments().text()).isEqualTo("\"*** \\\"x\\\"\"");
  }

  @Test
  void callsWithoutIdGetOneOfTheirPlace() {
    // When
    ChatRequest request =
        Chat.decodeMessages(
            """
            [{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":""}},
                                               {"function":{"name":"f","arguments":""}}]}]
            """);

    // Then
    assertThat(request.messages().getFirst().content())
        .extracting("id")
        .containsExactly("call_m0_0", "call_m0_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"reasoning_content\":\"hm\"",
        "\"reasoning\":\"hm\"",
        "\"reasoning\":\"hm\",\"reasoning_content\":\"hm\""
      })
  void reasoningOfTheHistoryComesFirst(String reasoning) {
    // When
    ChatRequest request =
        Chat.decodeMessages("[{\"role\":\"assistant\",\"content\":\"a\"," + reasoning + "}]");

    // Then
    assertThat(request.messages())
        .containsExactly(
            Chat.assistant(
                new Reasoning(
                    "hm", List.of(), Reasoning.Kind.FULL, null, null, null, Extensions.NONE),
                Text.of("a")));
  }

  @Test
  void refusalsAndNamesAndUnknownFieldsOfMessagesAreKept() {
    // When
    ChatRequest request =
        Chat.decodeMessages(
            """
            [{"role":"user","content":"q","name":"ann","mood":"good"},
             {"role":"assistant","content":null,"refusal":"no","reasoning_details":[1]}]
            """);

    // Then
    assertThat(request.messages())
        .containsExactly(
            new Message(
                Role.USER,
                List.of(Text.of("q")),
                "ann",
                null,
                Extensions.of(ProtocolId.OPENAI_CHAT, Map.of("mood", new JsonText("\"good\"")))),
            new Message(
                Role.ASSISTANT,
                List.of(Refusal.of("no")),
                null,
                null,
                Extensions.of(
                    ProtocolId.OPENAI_CHAT, Map.of("reasoning_details", new JsonText("[1]")))));
  }

  @Test
  void imagesAreReadFromDataUrlsAndAddresses() {
    assertThat(
            onlyPart(
                "{\"type\":\"image_url\",\"image_url\":"
                    + "{\"url\":\"data:image/jpg;base64,QU JD\",\"detail\":\"low\"}}"))
        .isEqualTo(
            new Image(new MediaSource.Inline("QUJD"), "image/jpeg", "low", null, Extensions.NONE));
    assertThat(onlyPart("{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://e.org/a.png\"}}"))
        .isEqualTo(
            new Image(
                new MediaSource.Url("https://e.org/a.png"), null, null, null, Extensions.NONE));
  }

  /** BerriAI/litellm#39977. */
  @Test
  @Tag("pitfall-98")
  void aPdfInAnImagePartIsADocument() {
    assertThat(
            onlyPart(
                "{\"type\":\"image_url\",\"image_url\":"
                    + "{\"url\":\"data:application/pdf;base64,QUJD\"}}"))
        .isEqualTo(
            new Document(
                new MediaSource.Inline("QUJD"),
                "application/pdf",
                null,
                null,
                null,
                null,
                null,
                Extensions.NONE));
  }

  @Test
  void filesAndAudioAreRead() {
    assertThat(
            onlyPart(
                "{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\","
                    + "\"file_data\":\"data:application/pdf;base64,QUJD\"}}"))
        .isEqualTo(
            new Document(
                new MediaSource.Inline("QUJD"),
                "application/pdf",
                "a.pdf",
                null,
                null,
                null,
                null,
                Extensions.NONE));
    assertThat(onlyPart("{\"type\":\"file\",\"file\":{\"file_id\":\"file-1\"}}"))
        .extracting("source")
        .isEqualTo(new MediaSource.FileRef(new Provider("openai"), "file-1"));
    assertThat(
            onlyPart(
                "{\"type\":\"input_audio\",\"input_audio\":"
                    + "{\"data\":\"QUJD\",\"format\":\"mp3\"}}"))
        .isEqualTo(new Audio(new MediaSource.Inline("QUJD"), "audio/mpeg", null, Extensions.NONE));
  }

  @Test
  void cacheMarksOfPartsAreReadInBothForms() {
    CacheHint hour = new CacheHint("1h", Extensions.NONE);
    assertThat(
            onlyPart(
                "{\"type\":\"text\",\"text\":\"a\",\"cache_control\":"
                    + "{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}"))
        .isEqualTo(new Text("a", List.of(), null, hour, Extensions.NONE));
    assertThat(
            onlyPart(
                "{\"type\":\"text\",\"text\":\"a\",\"prompt_cache_breakpoint\":"
                    + "{\"mode\":\"explicit\",\"ttl\":\"1h\"}}"))
        .isEqualTo(new Text("a", List.of(), null, hour, Extensions.NONE));
  }

  @Test
  void aPartOfAnUnknownTypeIsKeptVerbatim() {
    assertThat(onlyPart("{\"type\":\"smell\",\"of\": 1.0}"))
        .isEqualTo(
            new Opaque(
                ProtocolId.OPENAI_CHAT,
                "smell",
                new JsonText("{\"type\":\"smell\",\"of\":1.0}"),
                null,
                Extensions.NONE));
  }
}
