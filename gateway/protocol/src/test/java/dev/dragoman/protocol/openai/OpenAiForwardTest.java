package dev.dragoman.protocol.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Source: design.md 10, "Endpoints that are not modelled"; usage as each endpoint's page has it.
 */
class OpenAiForwardTest {
  private final OpenAiForward codec = new OpenAiForward();

  private static WireRequest request(String path, String body) {
    return new WireRequest(path, WireHeaders.NONE, body.replace('\'', '"').getBytes(UTF_8), false);
  }

  private static final Target TARGET =
      new Target("m", Families.load().of(ProtocolId.OPENAI_CHAT, "m"));

  private static WireResponse answer(String body) {
    return new WireResponse(200, WireHeaders.NONE, body.replace('\'', '"').getBytes(UTF_8));
  }

  @Test
  void nothingButTheModelChanges() {
    // Given
    WireRequest request = request("/v1/rerank", "{ 'x':1.0, 'model' : 'house'}");

    // Then
    assertThat(new String(codec.request(codec.scan(request), "m"), UTF_8))
        .isEqualTo("{ \"x\":1.0, \"model\" : \"m\"}");
    assertThat(codec.path("/v1/images/generations", TARGET)).isEqualTo("/images/generations");
    assertThat(codec.response(new byte[] {1, 2}, "house")).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'model':1}", "[]", "no", "{'model':'a','model':'b'}"})
  void aBodyThatNamesNoModelHasNoRoute(String body) {
    assertThat(
            catchThrowableOfType(
                GatewayException.class, () -> codec.scan(request("/v1/completions", body))))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'usage':{'prompt_tokens':4,'completion_tokens':3,'total_tokens':7}} | 4 | 3",
        "{'usage':{'input_tokens':5,'output_tokens':9}} | 5 | 9",
        "{'usage':{'total_tokens':6}} | 6 | 0",
        "{'usage':{'prompt_tokens':9,'completion_tokens':1,'prompt_tokens_details':{'cached_tokens':4}}} | 5 | 1",
        "{'usage':null} | |",
        "{} | |",
        "sound | |",
      })
  void whatAnAnswerTellsIsItsUsage(String body, Long input, Long output) {
    // When
    Usage usage = codec.usage(answer(body));

    // Then
    assertThat(usage.inputUncached()).isEqualTo(input);
    assertThat(usage.outputTotal()).isEqualTo(output);
  }

  @Test
  void anErrorInASuccessIsAnError() {
    assertThat(
            catchThrowableOfType(
                GatewayException.class, () -> codec.usage(answer("{'error':{'message':'no'}}"))))
        .isNotNull();
  }

  @Test
  void onlyAPromptIsEstimatedByItsText() {
    assertThat(codec.inputTokens(request("/completions", "1234567"))).isEqualTo(2);
    assertThat(codec.inputTokens(request("/audio/speech", "1234567"))).isZero();
  }
}
