package dev.dragoman.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SseDecoderTest {
  /** openai-node#2309. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  @Tag("pitfall-136")
  void anyLineEndEndsALine(String end) {
    // When
    List<SseFrame> frames =
        frames("event: a" + end + "data: 1" + end + end + "data: 2" + end + end);

    // Then
    assertThat(frames).extracting(SseFrame::event).containsExactly("a", null);
    assertThat(frames).extracting(SseFrame::dataText).containsExactly("1", "2");
  }

  @Test
  @Tag("pitfall-136")
  void lineEndsMayBeMixed() {
    assertThat(frames("data: 1\r\n\ndata: 2\r\r\ndata: 3\n\r"))
        .extracting(SseFrame::dataText)
        .containsExactly("1", "2", "3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: a\n\r\ndata: b\n\n", "data: a\r\n\r\ndata: b\r\n\r\n"})
  @Tag("pitfall-136")
  void aReturnAtTheEndOfAReadWaitsForItsLineFeed(String text) {
    // Given
    List<SseFrame> frames = new ArrayList<>();
    SseDecoder decoder = new SseDecoder();

    // When
    for (byte b : bytes(text)) {
      decoder.accept(new byte[] {b}, frames::add);
    }
    decoder.finish(frames::add);

    // Then
    assertThat(frames).extracting(SseFrame::dataText).containsExactly("a", "b");
    assertThat(raw(frames)).isEqualTo(text);
  }

  /** openai-node#2726. */
  @ParameterizedTest
  @ValueSource(strings = {"data: x", "data: x\n", "data: x\r\n", "data: x\r"})
  @Tag("pitfall-136")
  void aLastFrameWithoutItsBlankLineIsDelivered(String text) {
    assertThat(frames(text)).extracting(SseFrame::dataText).containsExactly("x");
  }

  @Test
  void dataLinesAreJoinedByLineFeeds() {
    assertThat(frames("data: a\ndata\ndata:\ndata:b\n\n"))
        .extracting(SseFrame::dataText)
        .containsExactly("a\n\n\nb");
  }

  @Test
  void oneSpaceAfterTheColonIsNotData() {
    assertThat(frames("data:x\n\ndata: x\n\ndata:  x\n\n"))
        .extracting(SseFrame::dataText)
        .containsExactly("x", "x", " x");
  }

  @Test
  void commentsAndOtherFieldsAreFramesWithoutData() {
    // When
    List<SseFrame> frames = frames(": keep-alive\n\nid: 7\nretry: 1\ndatum: x\n\n");

    // Then
    assertThat(frames).hasSize(2).noneMatch(SseFrame::hasData);
    assertThat(raw(frames)).isEqualTo(": keep-alive\n\nid: 7\nretry: 1\ndatum: x\n\n");
  }

  @Test
  void emptyDataIsDataAllTheSame() {
    assertThat(frames("data:\n\n")).singleElement().matches(SseFrame::hasData);
  }

  @Test
  void aCommentInsideAFrameDoesNotDisturbIt() {
    assertThat(frames(": x\nevent: e\n: y\ndata: 1\n\n"))
        .singleElement()
        .matches(frame -> "e".equals(frame.event()) && "1".equals(frame.dataText()));
  }

  @Test
  void oneByteOrderMarkAtTheStartIsSkipped() {
    assertThat(frames("\ufeffdata: 1\n\n\ufeffdata: 2\n\n"))
        .extracting(SseFrame::dataText)
        .containsExactly("1", "");
  }

  /** claude-code-router#1672, liter-llm#152, astrid#171. */
  @Test
  @Tag("pitfall-135")
  void aCharacterSplitOverTwoReadsStaysWhole() {
    // Given
    byte[] bytes = bytes("data: \u00e4\u6f22\ud83d\ude00\n\n");

    // Then
    for (int cut = 0; cut <= bytes.length; cut++) {
      List<SseFrame> frames = new ArrayList<>();
      SseDecoder decoder = new SseDecoder();
      decoder.accept(Arrays.copyOfRange(bytes, 0, cut), frames::add);
      decoder.accept(Arrays.copyOfRange(bytes, cut, bytes.length), frames::add);
      decoder.finish(frames::add);
      assertThat(frames).extracting(SseFrame::dataText).containsExactly("\u00e4\u6f22\ud83d\ude00");
    }
  }

  @Test
  void aFrameIsBounded() {
    SseDecoder decoder = new SseDecoder(16);
    decoder.accept(bytes("data: 12345678\n\n"), _ -> {});
    assertThatThrownBy(() -> decoder.accept(bytes("data: 1234567890\n\n"), _ -> {}))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.BAD_UPSTREAM));
  }

  @Test
  void aFrameInTheUsualSpellingIsReadBack() {
    // Given
    byte[] frame = SseFrame.bytes("e", bytes("{\"a\":1}"));

    // Then
    assertThat(frames(new String(frame, StandardCharsets.UTF_8)))
        .singleElement()
        .matches(read -> "e".equals(read.event()) && read.dataText().equals("{\"a\":1}"));
  }

  private static List<SseFrame> frames(String text) {
    List<SseFrame> frames = new ArrayList<>();
    SseDecoder decoder = new SseDecoder();
    decoder.accept(bytes(text), frames::add);
    decoder.finish(frames::add);
    return frames;
  }

  private static String raw(List<SseFrame> frames) {
    StringBuilder raw = new StringBuilder();
    frames.forEach(frame -> raw.append(new String(frame.raw(), StandardCharsets.UTF_8)));
    return raw.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
