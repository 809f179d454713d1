package dev.dragoman.protocol.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.model.GatewayException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of at most so many tokens, with Anthropic on both sides. */
final class AnthropicAnswerLengthTest {
  private static final AnthropicPassThrough PASS = new AnthropicPassThrough();

  private static OutputBound bound(int most, @Nullable Integer ofModel) {
    Capabilities usual = Wire.capabilities("claude-x");
    return new OutputBound(
        most,
        new Capabilities(
            usual.flags(),
            usual.sampling(),
            usual.reasoning(),
            usual.systemPlacement(),
            usual.stopSequences(),
            usual.maxTokensField(),
            ofModel,
            usual.contextWindow()));
  }

  private static OutputBound.Bounded<Scanned> bounded(String body, OutputBound bound) {
    return PASS.bounded(PASS.scan(Wire.request(body)), bound);
  }

  private static String sent(OutputBound.Bounded<Scanned> bounded) {
    return new String(PASS.request(bounded.request(), "m"), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"model\":\"m\", \"max_tokens\" : 100 , \"x\":1.50}",
        "{\"max_tokens\":1e2,\"model\":\"m\"}",
        "{\"max_tokens\":0,\"model\":\"m\"}",
        "{\"max_tokens\":-7,\"model\":\"m\",\"thinking\":{\"budget_tokens\":9000}}"
      })
  void whatAsksForNoMoreStaysAsItCame(String body) {
    // When
    OutputBound.Bounded<Scanned> bounded = bounded(body, bound(100, 50));

    // Then
    assertThat(sent(bounded)).isEqualTo(body);
    assertThat(bounded.lowered()).isEmpty();
  }

  @Test
  void moreIsLoweredWithAWarningAndNothingElseChanges() {
    // Given
    String body = "{ \"model\":\"m\", \"max_tokens\" : 101 , \"x\":[1.50,\"\\u00e9\"]}";

    // When
    OutputBound.Bounded<Scanned> bounded = bounded(body, bound(100, null));

    // Then
    assertThat(sent(bounded)).isEqualTo(body.replace("101", "100"));
    assertThat(bounded.lowered()).extracting(Dropped::path).containsExactly("max_tokens");
    assertThat(bounded.lowered().getFirst().reason()).contains("lowered to 100");
  }

  @Test
  void aModelThatGivesLessIsAskedForLess() {
    assertThat(sent(bounded("{\"model\":\"m\",\"max_tokens\":900}", bound(100, 64))))
        .isEqualTo("{\"model\":\"m\",\"max_tokens\":64}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'model':'m'} | {'model':'m','max_tokens':100}",
        "{'max_tokens':null,'model':'m'} | {'max_tokens':100,'model':'m'}"
      },
      quoteCharacter = '`')
  void aRequestThatAsksForNothingGetsTheBoundWithoutAWarning(String body, String expected) {
    // When
    OutputBound.Bounded<Scanned> bounded = bounded(body.replace('\'', '"'), bound(100, null));

    // Then
    assertThat(sent(bounded)).isEqualTo(expected.replace('\'', '"'));
    assertThat(bounded.lowered()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "64000, 16000, 31999, 8000, 2",
    "8000, 3000, 3000, 1500, 2",
    "8000, 3000, 2999, 2999, 1",
    "8000, 1500, 7000, 1024, 2"
  })
  void theBudgetOfThinkingStaysBelowTheLength(
      int asked, int most, int budget, int expected, int warnings) {
    // Given
    String body =
        "{\"thinking\": {\"type\":\"enabled\",\"budget_tokens\": %d },\"max_tokens\":%d,\"model\":\"m\"}";

    // When
    OutputBound.Bounded<Scanned> bounded =
        bounded(body.formatted(budget, asked), bound(most, null));

    // Then
    assertThat(sent(bounded)).isEqualTo(body.formatted(expected, most));
    assertThat(bounded.lowered()).hasSize(warnings);
  }

  @Test
  void aBudgetThatIsBeyondTheLengthAlreadyIsTheUpstreamsToJudge() {
    // Given: legal with interleaved thinking
    String body =
        "{\"model\":\"m\",\"max_tokens\":%d,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":9000}}";

    // Then
    assertThat(sent(bounded(body.formatted(8000), bound(2000, null))))
        .isEqualTo(body.formatted(2000));
  }

  @Test
  void aBoundThatLeavesNoRoomForThinkingIsSaid() {
    // Given
    String body =
        "{\"model\":\"m\",\"max_tokens\":4000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}}";

    // Then
    assertThat(
            catchThrowableOfType(GatewayException.class, () -> bounded(body, bound(1024, null)))
                .error())
        .satisfies(error -> {
          assertThat(error.param()).isEqualTo("thinking.budget_tokens");
          assertThat(error.message()).contains("at most 1024").contains("switch it off");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"m\",\"max_tokens\":\"900000\"}",
        "{\"model\":\"m\",\"max_tokens\":1e99999999999}",
        "{\"model\":\"m\",\"max_tokens\":1,\"max_tokens\":900000}"
      })
  void whatAnUpstreamMightReadAsMoreIsRefused(String body) {
    assertThat(
            catchThrowableOfType(GatewayException.class, () -> bounded(body, bound(100, null)))
                .error()
                .message())
        .contains("max_tokens");
  }
}
