package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.SseFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAiChatPassThroughTest {
  private static final PassThroughCodec CODEC = Chat.PROTOCOL.passThrough();
  private static final String ODD =
      "{ \"x\" : 1.0, \"model\" :\"a\", \"messages\":[{\"r\":1e5}] , \"z\":\"\\u00e9\"}";

  private static String forwarded(String body, String model) {
    return Chat.text(CODEC.request(CODEC.scan(Chat.wire(body)), model));
  }

  private static @Nullable String forwardedFrame(
      String frame, @Nullable String shownModel, boolean withhold) {
    List<SseFrame> frames = new ArrayList<>();
    new SseDecoder().accept(frame.getBytes(StandardCharsets.UTF_8), frames::add);
    byte[] bytes = CODEC.frame(frames.getFirst(), shownModel, withhold);
    return bytes == null ? null : Chat.text(bytes);
  }

  @Test
  void theScanSaysWhatRoutingNeeds() {
    // When
    Scanned scanned =
        CODEC.scan(
            Chat.wire(
                "{\"model\":\"a\",\"stream\":true,"
                    + "\"stream_options\":{\"include_usage\":true}}"));

    // Then
    assertThat(scanned.model()).isEqualTo("a");
    assertThat(scanned.stream()).isTrue();
    assertThat(scanned.usageInStream()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{} | model", "{\"model\":7} | model", "[] | ``", "{\"model\" | ``"})
  void aBodyWithoutModelIsRefused(String body, String param) {
    assertThat(
            catchThrowableOfType(GatewayException.class, () -> CODEC.scan(Chat.wire(body)))
                .error()
                .param())
        .isEqualTo(param);
  }

  @Test
  void aRightModelLeavesTheBytesUntouched() {
    assertThat(forwarded(ODD, "a")).isEqualTo(ODD);
  }

  @Test
  @Tag("pitfall-19")
  @Tag("pitfall-25")
  void anotherModelIsTheOnlyByteThatChanges() {
    assertThat(forwarded(ODD, "b\"c"))
        .isEqualTo(ODD.replace("\"model\" :\"a\"", "\"model\" :\"b\\\"c\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"a\",\"stream\":true} |"
            + " {\"model\":\"a\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
        "{\"model\":\"a\",\"stream\":true,\"stream_options\":null} |"
            + " {\"model\":\"a\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
        "{\"stream_options\":{\"x\": 1.0},\"model\":\"a\",\"stream\":true} |"
            + " {\"stream_options\":{\"include_usage\":true,\"x\":1.0},\"model\":\"a\","
            + "\"stream\":true}",
        "{\"stream_options\":{ \"include_usage\" : false , \"x\":1},\"model\":\"a\","
            + "\"stream\":true} |"
            + " {\"stream_options\":{ \"include_usage\" : true , \"x\":1},\"model\":\"a\","
            + "\"stream\":true}",
        "{\"model\":\"a\",\"stream\":true,\"stream_options\":{\"include_usage\":true}} |"
            + " {\"model\":\"a\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
        "{\"model\":\"a\",\"stream\":false} | {\"model\":\"a\",\"stream\":false}"
      })
  void usageIsAskedForInStreams(String body, String sent) {
    assertThat(forwarded(body, "a")).isEqualTo(sent);
  }

  @Test
  void bothEditsGoTogether() {
    assertThat(forwarded("{\"stream\":true,\"model\":\"a\"}", "b"))
        .isEqualTo("{\"stream\":true,\"model\":\"b\",\"stream_options\":{\"include_usage\":true}}");
  }

  @Test
  void answersAreRenamedOnlyWhenAskedTo() {
    byte[] body = ODD.getBytes(StandardCharsets.UTF_8);
    assertThat(CODEC.response(body, null)).isSameAs(body);
    assertThat(Chat.text(CODEC.response(body, "b")))
        .isEqualTo(ODD.replace("\"model\" :\"a\"", "\"model\" :\"b\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "{\"model\":7}", "[]", ""})
  void answersWithoutModelPassAsTheyCame(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    assertThat(CODEC.response(bytes, "b")).isSameAs(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: [DONE]\n\n",
        ": OPENROUTER PROCESSING\n\n",
        "id: 7\r\ndata:{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"model\":\"m\"}\r\n\r\n",
        "event: odd\ndata: oops\n\n"
      })
  void framesPassAsTheyCame(String frame) {
    assertThat(forwardedFrame(frame, null, true)).isEqualTo(frame);
  }

  @Test
  @Tag("pitfall-129")
  void theUsageChunkIsWithheldFromClientsThatDidNotAsk() {
    String chunk = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1}}\n\n";
    assertThat(forwardedFrame(chunk, null, true)).isNull();
    assertThat(forwardedFrame(chunk, null, false)).isEqualTo(chunk);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"usage\\\"\"}}],\"usage\":{}}\n\n",
        "data: {\"choices\":[],\"prompt_filter_results\":[],\"usage\":null}\n\n"
      })
  void otherChunksWithUsageAreNotWithheld(String chunk) {
    assertThat(forwardedFrame(chunk, null, true)).isEqualTo(chunk);
  }

  @Test
  void framesAreRenamedOnlyWhenAskedTo() {
    assertThat(forwardedFrame("data: {\"a\": 1.0,\"model\":\"m\"}\n\n", "b", false))
        .isEqualTo("data: {\"a\": 1.0,\"model\":\"b\"}\n\n");
    assertThat(forwardedFrame("data: {\"a\":1,\ndata: \"model\":\"m\"}\n\n", "b", false))
        .isEqualTo("data: {\"a\":1, \"model\":\"b\"}\n\n");
  }
}
