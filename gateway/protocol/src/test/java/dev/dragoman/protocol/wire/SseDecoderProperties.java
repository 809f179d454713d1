package dev.dragoman.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Laws of cutting bytes into frames. */
final class SseDecoderProperties {
  private record Seen(String event, String data, String raw) {}

  @Property(tries = 2_000)
  @Tag("pitfall-135")
  @Tag("pitfall-136")
  void anySlicingGivesTheSameFrames(
      @ForAll("streams") String text, @ForAll("cuts") List<Integer> cuts) {
    // Given
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    // When
    List<Seen> whole = decoded(List.of(bytes));
    List<Seen> sliced = decoded(sliced(bytes, cuts));

    // Then
    assertThat(sliced).isEqualTo(whole);
  }

  @Property(tries = 2_000)
  void noByteIsLost(@ForAll("streams") String text, @ForAll("cuts") List<Integer> cuts) {
    // Given
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    SseDecoder decoder = new SseDecoder();

    // When
    sliced(bytes, cuts)
        .forEach(slice -> decoder.accept(slice, frame -> raw.writeBytes(frame.raw())));
    decoder.finish(frame -> raw.writeBytes(frame.raw()));

    // Then
    assertThat(raw.toByteArray()).isEqualTo(bytes);
  }

  private static List<Seen> decoded(List<byte[]> slices) {
    List<Seen> seen = new ArrayList<>();
    SseDecoder decoder = new SseDecoder();
    slices.forEach(slice -> decoder.accept(slice, frame -> seen.add(seen(frame))));
    decoder.finish(frame -> seen.add(seen(frame)));
    return seen;
  }

  private static Seen seen(SseFrame frame) {
    return new Seen(
        String.valueOf(frame.event()),
        frame.hasData() ? frame.dataText() : "none",
        new String(frame.raw(), StandardCharsets.UTF_8));
  }

  private static List<byte[]> sliced(byte[] bytes, List<Integer> cuts) {
    List<byte[]> slices = new ArrayList<>();
    int at = 0;
    for (int length : cuts) {
      int end = Math.min(bytes.length, at + length);
      slices.add(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    slices.add(Arrays.copyOfRange(bytes, at, bytes.length));
    return slices;
  }

  @Provide
  Arbitrary<String> streams() {
    return Arbitraries.of(
            "data: x",
            "data:",
            "data",
            "event: e",
            ":",
            ": c",
            "id: 1",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\r\n\r\n",
            "\u00e4",
            "\ud83d\ude00",
            "{\"a\":1}",
            " ",
            "\ufeff",
            "\u0000")
        .list()
        .ofMaxSize(20)
        .map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(0, 7).list().ofMaxSize(40);
  }
}
