package dev.dragoman.protocol.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.SseFrame;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The edits of an exchange that passes. Source: protocols.md 1.3. */
final class ResponsesPassThroughTest {
  private static final PassThroughCodec CODEC = Responses.PROTOCOL.passThrough();
  private static final String ASKED =
      "{ \"input\" : \"x\",\"stream\":true,  \"model\":\"a\", \"temperature\":1.0,\"new\":[1e5] }";

  private static Scanned scanned(String body) {
    return CODEC.scan(Responses.request(body));
  }

  private static SseFrame frame(String text) {
    List<SseFrame> frames = new ArrayList<>();
    new SseDecoder().accept(text.getBytes(StandardCharsets.UTF_8), frames::add);
    return frames.getFirst();
  }

  private static OutputBound bound(int most) {
    return new OutputBound(most, Families.load().of(ProtocolId.OPENAI_CHAT, "gpt-4.1"));
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "nothing" : new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void onlyTheModelIsReplaced() {
    // Given
    Scanned scanned = scanned(ASKED);

    // Then
    assertThat(scanned.model()).isEqualTo("a");
    assertThat(scanned.stream()).isTrue();
    assertThat(scanned.usageInStream()).isTrue();
    assertThat(text(CODEC.request(scanned, "a"))).isEqualTo(ASKED);
    assertThat(text(CODEC.request(scanned, "b"))).isEqualTo(ASKED.replace("\"a\"", "\"b\""));
    Target target = new Target("b", Families.load().of(ProtocolId.OPENAI_RESPONSES, "gpt-4.1"));
    assertThat(CODEC.path("/v1/responses", target)).isEqualTo("/responses");
  }

  @Test
  void anAnswerIsRenamedAloneWhereItIsNamed() {
    assertThat(
            text(
                CODEC.response(
                    "{\"model\":\"b\",\"x\":1.0}".getBytes(StandardCharsets.UTF_8), "a")))
        .isEqualTo("{\"model\":\"a\",\"x\":1.0}");
    assertThat(text(CODEC.response("not json".getBytes(StandardCharsets.UTF_8), "a")))
        .isEqualTo("not json");
  }

  @Test
  void eventsAreRenamedInTheirResponse() {
    // Given
    SseFrame created =
        frame(
            "event: response.created\ndata: {\"response\":{\"model\":\"b\"},\"model\":\"b\"}\n\n");
    SseFrame delta = frame("event: x\ndata:  {\"delta\":\"model\"}\n\n");

    // Then
    assertThat(text(CODEC.frame(created, "a", false)))
        .isEqualTo(
            "event: response.created\ndata: {\"response\":{\"model\":\"a\"},\"model\":\"b\"}\n\n");
    assertThat(CODEC.frame(delta, "a", true)).isEqualTo(delta.raw());
    assertThat(CODEC.frame(frame(": keep-alive\n\n"), "a", true)).isNotNull();
  }

  @Test
  void theLengthOfAnAnswerIsBounded() {
    // Given
    Scanned asks = scanned("{\"model\":\"a\",\"max_output_tokens\":900}");
    Scanned says = scanned("{\"model\":\"a\"}");

    // Then
    assertThat(CODEC.outputAsked(asks)).isEqualTo(BigDecimal.valueOf(900));
    assertThat(CODEC.outputAsked(says)).isNull();
    assertThat(CODEC.bounded(asks, bound(900)).request()).isSameAs(asks);
    OutputBound.Bounded<Scanned> lowered = CODEC.bounded(asks, bound(500));
    assertThat(text(lowered.request().scan().body()))
        .isEqualTo("{\"model\":\"a\",\"max_output_tokens\":500}");
    assertThat(lowered.lowered()).hasSize(1);
    OutputBound.Bounded<Scanned> given = CODEC.bounded(says, bound(500));
    assertThat(text(given.request().scan().body())).contains("\"max_output_tokens\":500");
    assertThat(given.lowered()).isEmpty();
  }

  @Test
  void envelopesAreSeenWithAndWithoutTheirMark() {
    assertThat(holdsState("\"gw1.x\"")).isTrue();
    assertThat(holdsState("\"redacted.gw1.x\"")).isTrue();
    assertThat(holdsState("\"gAAAA\"")).isFalse();
  }

  private static boolean holdsState(String value) {
    return CODEC.holdsGatewayState(
        ("{\"encrypted_content\":" + value + "}").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aBodyWithoutAModelIsRefused() {
    assertThatThrownBy(() -> scanned("{\"input\":\"x\"}"))
        .isInstanceOf(GatewayException.class)
        .hasMessage("model: must be a string");
    assertThatThrownBy(() -> scanned("[]")).isInstanceOf(GatewayException.class);
  }
}
