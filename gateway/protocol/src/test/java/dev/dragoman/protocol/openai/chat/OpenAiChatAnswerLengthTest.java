package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of at most so many tokens, with OpenAI Chat on both sides, and decoded requests. */
final class OpenAiChatAnswerLengthTest {
  private static final PassThroughCodec CODEC = Chat.PROTOCOL.passThrough();
  private static final OutputBound NEW_NAME = new OutputBound(100, Chat.OPENAI);
  private static final OutputBound OLD_NAME = new OutputBound(100, Chat.PLAIN_SERVER);

  private static OutputBound.Bounded<Scanned> bounded(String body, OutputBound bound) {
    return CODEC.bounded(CODEC.scan(Chat.wire(body.replace('\'', '"'))), bound);
  }

  private static String sent(OutputBound.Bounded<Scanned> bounded) {
    return Chat.text(CODEC.request(bounded.request(), "m"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ 'model':'m', 'max_tokens' : 101, 'x':1.0} | { 'model':'m', 'max_tokens' : 100, 'x':1.0}"
            + " | max_tokens",
        "{'max_completion_tokens':5000,'model':'m'} | {'max_completion_tokens':100,'model':'m'}"
            + " | max_completion_tokens",
        "{'max_completion_tokens':101,'max_tokens':7,'model':'m'}"
            + " | {'max_completion_tokens':100,'max_tokens':7,'model':'m'} | max_completion_tokens",
        "{'max_completion_tokens':null,'max_tokens':700,'model':'m'}"
            + " | {'max_completion_tokens':null,'max_tokens':100,'model':'m'} | max_tokens"
      })
  void moreIsLoweredUnderTheNameThatTheClientUsed(String body, String expected, String warned) {
    // When
    OutputBound.Bounded<Scanned> bounded = bounded(body, OLD_NAME);

    // Then
    assertThat(sent(bounded)).isEqualTo(expected.replace('\'', '"'));
    assertThat(bounded.lowered()).extracting(Dropped::path).containsExactly(warned);
  }

  @Test
  void bothNamesAreLoweredWhereBothAskForMore() {
    // When
    OutputBound.Bounded<Scanned> bounded =
        bounded("{'model':'m','max_tokens':300,'max_completion_tokens':200}", NEW_NAME);

    // Then
    assertThat(sent(bounded))
        .isEqualTo("{\"model\":\"m\",\"max_tokens\":100,\"max_completion_tokens\":100}");
    assertThat(bounded.lowered()).hasSize(2);
  }

  @Test
  void aRequestThatAsksForNothingGetsTheBoundUnderTheNameThatTheTargetTakes() {
    assertThat(sent(bounded("{'model':'m'}", NEW_NAME)))
        .isEqualTo("{\"model\":\"m\",\"max_completion_tokens\":100}");
    assertThat(sent(bounded("{'model':'m','max_tokens':null}", OLD_NAME)))
        .isEqualTo("{\"model\":\"m\",\"max_tokens\":100}");
    assertThat(bounded("{'model':'m'}", OLD_NAME).lowered()).isEmpty();
  }

  @Test
  void noMoreThanTheBoundStaysAsItCameAndTheOtherEditsStillGoTogether() {
    // Given
    String body = "{'stream':true,'max_tokens':1e2,'model':'a'}";

    // Then
    assertThat(Chat.text(CODEC.request(bounded(body, NEW_NAME).request(), "b")))
        .isEqualTo(
            "{\"stream\":true,\"max_tokens\":1e2,\"model\":\"b\","
                + "\"stream_options\":{\"include_usage\":true}}");
    assertThat(
            Chat.text(CODEC.request(bounded(body.replace("1e2", "1e3"), NEW_NAME).request(), "b")))
        .isEqualTo(
            "{\"stream\":true,\"max_tokens\":100,\"model\":\"b\","
                + "\"stream_options\":{\"include_usage\":true}}");
  }

  @Test
  void aDecodedRequestIsBoundedAlike() {
    // Given
    ChatRequest silent = ChatRequest.of("m", List.<Message>of());

    // When
    OutputBound.Bounded<ChatRequest> given = NEW_NAME.of(silent);
    OutputBound.Bounded<ChatRequest> lowered = NEW_NAME.of(silent.withMaxOutputTokens(101));

    // Then
    assertThat(given.request().maxOutputTokens()).isEqualTo(100);
    assertThat(given.lowered()).isEmpty();
    assertThat(lowered.request().maxOutputTokens()).isEqualTo(100);
    assertThat(lowered.lowered()).extracting(Dropped::path).containsExactly("max_tokens");
    assertThat(NEW_NAME.of(silent.withMaxOutputTokens(99)).request().maxOutputTokens())
        .isEqualTo(99);
  }
}
