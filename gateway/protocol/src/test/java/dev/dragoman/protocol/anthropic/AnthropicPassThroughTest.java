package dev.dragoman.protocol.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.wire.SseFrame;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnthropicPassThroughTest {
  private static final String BODY =
      "{ \"max_tokens\" : 1.0,\n \"model\":\"pub\\u006cic\", \"stream\":true, \"x\":{\"model\":\"y\"},"
          + " \"system\":[{\"type\":\"text\",\"text\":\"\",\"cache_control\":{\"ttl\":\"1h\"}}] }";

  private final AnthropicPassThrough passThrough = new AnthropicPassThrough();

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String frame(String raw, @Nullable String shown) {
    SseFrame frame = Wire.frames(raw).getFirst();
    return text(Objects.requireNonNull(passThrough.frame(frame, shown, true)));
  }

  @Test
  void theScanTellsModelAndStream() {
    // When
    Scanned scanned = passThrough.scan(Wire.request(BODY));

    // Then
    assertThat(scanned.model()).isEqualTo("public");
    assertThat(scanned.stream()).isTrue();
    assertThat(scanned.usageInStream()).isTrue();
  }

  @Test
  @Tag("pitfall-19")
  @Tag("pitfall-24")
  @Tag("pitfall-25")
  void onlyTheModelOfARequestChanges() {
    // Given
    Scanned scanned = passThrough.scan(Wire.request(BODY));

    // Then
    assertThat(text(passThrough.request(scanned, "claude-x")))
        .isEqualTo(BODY.replace("\"pub\\u006cic\"", "\"claude-x\""));
    assertThat(text(passThrough.request(scanned, "public"))).isEqualTo(BODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"model\":7}",
        "{\"model\":null}",
        "{\"model\":\"a\",\"model\":\"b\"}"
      })
  void aBodyWithoutModelIsRefused(String body) {
    assertThat(Wire.error(() -> passThrough.scan(Wire.request(body))).status()).isEqualTo(400);
  }

  @Test
  void onlyTheModelOfAnAnswerChanges() {
    // Given
    String body = "{\"id\":\"msg_1\", \"model\" : \"served\",\"new\":1e5}";

    // Then
    assertThat(text(passThrough.response(Wire.utf8(body), "shown")))
        .isEqualTo("{\"id\":\"msg_1\", \"model\" : \"shown\",\"new\":1e5}");
    assertThat(text(passThrough.response(Wire.utf8(body), null))).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"input_tokens\":5}", "<html>", "", "{\"model\":7}"})
  void anAnswerWithoutModelPassesWhole(String body) {
    assertThat(text(passThrough.response(Wire.utf8(body), "shown"))).isEqualTo(body);
  }

  @Test
  void onlyTheModelOfTheStartChanges() {
    // Given
    String raw =
        "event:message_start\r\nid: 7\r\ndata: {\"type\":\"message_start\", \"message\":"
            + "{\"model\":\"served\",\"usage\":{}}}\r\n\r\n";

    // Then
    assertThat(frame(raw, "shown")).isEqualTo(raw.replace("served", "shown"));
    assertThat(frame(raw, null)).isEqualTo(raw);
    assertThat(frame(raw, "served")).isEqualTo(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ": comment\n\n",
        "event: ping\ndata: {\"type\": \"ping\"}\n\n",
        "data: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"message_start\"}}\n\n",
        "event: message_delta\ndata: {\"usage\":{\"output_tokens\":1},\"message\":{\"model\":\"m\"}}\n\n",
        "event: message_start\ndata: {\"type\":\"mess\n\n",
        "event: novelty\ndata: [1]\n\n"
      })
  void everyOtherFramePassesWhole(String raw) {
    assertThat(frame(raw, "shown")).isEqualTo(raw);
  }

  @Test
  void aStartOverSeveralLinesIsRenamedToo() {
    assertThat(
            frame(
                "data: {\"message\":\ndata: {\"model\":\"served\"},\"t\":\"message_start\"}\n\n",
                "shown"))
        .contains("\"model\":\"shown\"");
  }

  @Test
  void renamedDataOfSeveralLinesStandsOnOne() {
    // Given
    String raw =
        """
        event: message_start
        data: {"type":"message_start",
        data: "message":{"model":"served"}}

        """;

    // Then
    assertThat(frame(raw, "shown"))
        .isEqualTo(
            "event: message_start\ndata: {\"type\":\"message_start\","
                + " \"message\":{\"model\":\"shown\"}}\n\n");
  }
}
