package dev.dragoman.protocol.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CitationDelta;
import dev.dragoman.protocol.model.StreamEvent.LogprobsDelta;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.StreamEvent.UsageUpdate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResponseFoldTest {
  private static final StreamEvent START = new MessageStart("id", "m", null, Usage.of(7, 1));
  private static final StreamEvent END =
      new MessageEnd(StopReason.of(Kind.END_TURN, null), Usage.UNKNOWN);

  @Test
  void interleavedBlocksAreFoldedEachForItself() {
    // When
    ChatResponse response =
        folded(
            START,
            new BlockStart(0, Text.of("")),
            new BlockStart(1, ToolCall.of("a", "f", JsonText.EMPTY_OBJECT)),
            new ToolArgumentsDelta(1, "{\"x\": "),
            new TextDelta(0, "Hel"),
            new ToolArgumentsDelta(1, "1.0}"),
            new TextDelta(0, "lo"),
            new BlockStop(0),
            new BlockStop(1),
            new UsageUpdate(Usage.of(8, 9)),
            END);

    // Then
    assertThat(response.candidates().getFirst().content())
        .containsExactly(Text.of("Hello"), ToolCall.of("a", "f", new JsonText("{\"x\":1.0}")));
    assertThat(response.usage()).isEqualTo(Usage.of(8, 9));
    assertThat(response.id()).isEqualTo("id");
  }

  /** BerriAI/litellm#5063, theopenco/llmgateway#2997, Bamboo-agent#351. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | {}",
        "`  ` | {}",
        "{\"a\":1} | {\"a\":1}",
        "{\"a\": | {\"_raw\":\"{\\\"a\\\":\"}",
        "[1] | {\"_raw\":\"[1]\"}",
        "null | {\"_raw\":\"null\"}",
        "\"x\" | {\"_raw\":\"\\\"x\\\"\"}"
      })
  @Tag("pitfall-21")
  @Tag("pitfall-22")
  @Tag("pitfall-23")
  void argumentsAreAlwaysAnObject(String fragment, String expected) {
    // When
    ChatResponse response =
        folded(
            START,
            new BlockStart(0, ToolCall.of("a", "f", JsonText.EMPTY_OBJECT)),
            new ToolArgumentsDelta(0, fragment),
            new BlockStop(0),
            END);

    // Then
    assertThat(response.candidates().getFirst().content())
        .containsExactly(ToolCall.of("a", "f", new JsonText(expected)));
  }

  @Test
  void argumentsOfTheStartCountWhenNoFragmentCame() {
    // Given
    ToolCall call = ToolCall.of("a", "f", new JsonText("{\"x\":1}"));

    // Then
    assertThat(folded(START, new BlockStart(0, call), new BlockStop(0), END))
        .extracting(response -> response.candidates().getFirst().content().getFirst())
        .isEqualTo(call);
  }

  @Test
  void logProbabilitiesAreJoined() {
    // When
    ChatResponse response =
        folded(
            START,
            new BlockStart(0, Text.of("")),
            new LogprobsDelta(
                0, new JsonText("{\"content\":[{\"token\":\"a\"}],\"refusal\":null}")),
            new LogprobsDelta(
                0, new JsonText("{\"content\":[{\"token\":\"b\"}],\"refusal\":null}")),
            new BlockStop(0),
            END);

    // Then
    assertThat(response.candidates().getFirst().logprobs())
        .isEqualTo(
            new JsonText("{\"content\":[{\"token\":\"a\"},{\"token\":\"b\"}],\"refusal\":null}"));
  }

  @Test
  void anErrorInTheStreamIsThrown() {
    GatewayError error = GatewayError.of(ErrorKind.OVERLOADED, "busy");
    assertThatThrownBy(() -> folded(START, new StreamError(error)))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.error()).isEqualTo(error));
  }

  @Test
  void aStreamWithoutAnEndIsNoAnswer() {
    assertThatThrownBy(() -> folded(START, new BlockStart(0, Text.of(""))))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.UPSTREAM_TRUNCATED));
  }

  @Test
  void argumentsAreBounded() {
    // Given
    ResponseFold fold = new ResponseFold();
    fold.accept(START);
    fold.accept(new BlockStart(0, ToolCall.of("a", "f", JsonText.EMPTY_OBJECT)));
    fold.accept(new ToolArgumentsDelta(0, "x".repeat(ResponseFold.MAX_ARGUMENTS)));

    // Then
    assertThatThrownBy(() -> fold.accept(new ToolArgumentsDelta(0, "x")))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.BAD_UPSTREAM));
  }

  private static ChatResponse folded(StreamEvent... events) {
    ResponseFold fold = new ResponseFold();
    for (StreamEvent event : events) {
      fold.accept(event);
    }
    return fold.toResponse();
  }

  @Test
  void citationsAndLogprobsCountAsWell() {
    // Given
    JsonText large = new JsonText("\"" + "x".repeat(ResponseFold.MAX_TOTAL / 2) + "\"");
    ResponseFold fold = new ResponseFold();
    fold.accept(START);
    fold.accept(new BlockStart(0, Text.of("")));
    fold.accept(new LogprobsDelta(0, large));

    // Then
    Citation citation = new Citation(null, null, null, null, ProtocolId.ANTHROPIC, large);
    assertThatThrownBy(() -> fold.accept(new CitationDelta(0, citation)))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.BAD_UPSTREAM));
  }
}
