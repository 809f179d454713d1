package dev.dragoman.protocol.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.math.BigDecimal;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiPassThroughTest {
  private static final String PATH = "/v1/models/a:streamGenerateContent?alt=sse";
  private static final OutputBound BOUND =
      new OutputBound(50, Families.load().of(ProtocolId.GEMINI, "gemini-3-pro-preview"));

  private static final Target B =
      new Target("b", Families.load().of(ProtocolId.GEMINI, "gemini-3-pro-preview"));

  private final GeminiPassThrough codec = new GeminiPassThrough();

  private Scanned scanned(String body) {
    return codec.scan(new WireRequest(PATH, WireHeaders.NONE, body.getBytes(UTF_8), false));
  }

  @Test
  void aRequestIsTheSameBytesAtAnotherAddress() {
    // Given
    String body = "{ \"contents\" : [] , \"new\": 1e1 }";

    // When
    Scanned scanned = scanned(body);

    // Then
    assertThat(scanned.model()).isEqualTo("a");
    assertThat(scanned.stream()).isTrue();
    assertThat(new String(codec.request(scanned, "b"), UTF_8)).isEqualTo(body);
    assertThat(codec.path(PATH, B)).isEqualTo("/v1beta/models/b:streamGenerateContent?alt=sse");
    assertThat(codec.path("/v1beta/models/a:countTokens", B))
        .isEqualTo("/v1beta/models/b:countTokens");
  }

  @Test
  void onlyWhatComesAsFramesPasses() {
    assertThat(
            codec.passes(
                new WireRequest(PATH, WireHeaders.NONE, new byte[0], false), Dialect.STANDARD))
        .isTrue();
    assertThat(
            codec.passes(
                new WireRequest(
                    "/v1beta/models/a:streamGenerateContent", WireHeaders.NONE, new byte[0], false),
                Dialect.STANDARD))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1} | {\"a\":1,\"generationConfig\":{\"maxOutputTokens\":50}}",
        "{\"generationConfig\":{\"topK\":1}} | {\"generationConfig\":{\"topK\":1,\"maxOutputTokens\":50}}",
        "{\"generationConfig\":{\"maxOutputTokens\":99}} | {\"generationConfig\":{\"maxOutputTokens\":50}}",
        "{\"generation_config\":{\"max_output_tokens\":99}} | {\"generation_config\":{\"max_output_tokens\":50}}",
        "{\"generationConfig\":{\"maxOutputTokens\":9}} | {\"generationConfig\":{\"maxOutputTokens\":9}}"
      })
  void anAnswerIsBounded(String given, String bounded) {
    assertThat(new String(codec.bounded(scanned(given), BOUND).request().scan().body(), UTF_8))
        .isEqualTo(bounded);
  }

  /** What is reserved for an answer is what all its candidates may take. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "{} | none",
        "{\"generationConfig\":{\"candidateCount\":3}} | none",
        "{\"generationConfig\":{\"maxOutputTokens\":9}} | 9",
        "{\"generationConfig\":{\"maxOutputTokens\":9,\"candidateCount\":3}} | 27",
        "{\"generation_config\":{\"max_output_tokens\":9,\"candidate_count\":2}} | 18"
      })
  void everyCandidateCounts(String body, @Nullable BigDecimal tokens) {
    assertThat(codec.outputAsked(scanned(body))).isEqualTo(tokens);
  }

  /** An upstream might take the one that the gateway does not bound. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"generationConfig\":{\"maxOutputTokens\":9,\"max_output_tokens\":9999}}",
        "{\"generationConfig\":{\"maxOutputTokens\":9},\"generation_config\":{\"max_output_tokens\":9999}}",
        "{\"generationConfig\":{},\"generation_config\":{\"topK\":1}}"
      })
  void aBoundInTwoSpellingsIsRefused(String body) {
    assertThatThrownBy(() -> codec.bounded(scanned(body), BOUND))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("stands beside");
    assertThatThrownBy(() -> codec.outputAsked(scanned(body))).isInstanceOf(GatewayException.class);
  }

  @Test
  void whatTheGatewaySealedDoesNotPass() {
    for (String sealed : new String[] {"gw1.anthropic.x", "redacted.gw1.anthropic.x"}) {
      String signature = Base64.getEncoder().encodeToString(sealed.getBytes(UTF_8));
      assertThat(
              codec.holdsGatewayState(
                  ("{\"thoughtSignature\":\"" + signature + "\"}").getBytes(UTF_8)))
          .isTrue();
    }
    assertThat(codec.holdsGatewayState("{\"thoughtSignature\":\"Z3cx\"}".getBytes(UTF_8)))
        .isFalse();
  }

  @Test
  void anAnswerNamesTheModelThatWasAskedFor() {
    assertThat(
            new String(
                codec.response("{ \"modelVersion\" :\"x\",\"n\":1}".getBytes(UTF_8), "y"), UTF_8))
        .isEqualTo("{ \"modelVersion\" :\"y\",\"n\":1}");
  }

  @Test
  void whatIsNoObjectIsRefused() {
    assertThatThrownBy(() -> scanned("[1]")).isInstanceOf(GatewayException.class);
  }
}
