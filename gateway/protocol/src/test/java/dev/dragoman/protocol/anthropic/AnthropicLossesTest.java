package dev.dragoman.protocol.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.Sampling;
import dev.dragoman.protocol.model.SourcePaths;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client of OpenAI Chat asks for and Anthropic cannot give. */
final class AnthropicLossesTest {
  private static ChatRequest spoken(String audio) {
    Message question = Message.text(Role.USER, "q");
    Message answer =
        new Message(
            Role.ASSISTANT,
            List.of(Text.of("a")),
            null,
            null,
            Extensions.of(ProtocolId.OPENAI_CHAT, Map.of("audio", new JsonText(audio))));
    return ChatRequest.of("m", List.of(question, answer, question));
  }

  @Test
  void anAnswerInSoundCannotBeSentBack() {
    Wire.assertRefused(
        "messages[1].audio", () -> Wire.encoded(spoken("{\"id\":\"audio_1\"}"), Wire.OLD));
    assertThat(Wire.encoded(spoken("null"), Wire.OLD).dropped()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"modalities|[\"text\",\"audio\"]", "web_search_options|{}"})
  void otherFormsOfAnswerAreRefused(String field, String value) {
    Wire.assertRefused(field, () -> Wire.encoded(asking(field, value), Wire.OLD));
  }

  @Test
  void textAsTheOnlyFormIsToldAndNotRefused() {
    // When
    Encoded encoded = Wire.encoded(asking("modalities", "[\"text\"]"), Wire.OLD);

    // Then
    assertThat(Wire.paths(encoded)).containsExactly("modalities");
  }

  @Test
  void fieldsOfAnotherProtocolInsideTheHistoryAreTold() {
    // Given
    Extensions foreign = Extensions.of(ProtocolId.OPENAI_CHAT, Map.of("extra", new JsonText("1")));
    Text text = new Text("q", List.of(), null, null, foreign);

    // When
    Encoded encoded =
        Wire.encoded(ChatRequest.of("m", List.of(Message.of(Role.USER, List.of(text)))), Wire.OLD);

    // Then
    assertThat(Wire.paths(encoded)).containsExactly("messages[0].content[0].extra");
  }

  private static ChatRequest asking(String field, String value) {
    return new ChatRequest(
        "m",
        List.of(Message.text(Role.USER, "q")),
        List.of(),
        List.of(),
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
        null,
        Extensions.of(ProtocolId.OPENAI_CHAT, Map.of(field, new JsonText(value))),
        SourcePaths.NEUTRAL);
  }
}
