package dev.dragoman.benchmarks;

import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.SseFrame;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the content events of one stream. Each carries the text {@code tN }, so an event that is
 * missing, doubled or out of its place is seen, whatever the protocol around it. Single use, not
 * thread-safe.
 */
final class EventCounter {
  private static final Pattern TOKEN = Pattern.compile("\"t(\\d+) \"");

  private final SseDecoder decoder = new SseDecoder();
  private final Wire wire;
  private final int expected;
  private int next;
  private int received;
  private boolean ended;

  EventCounter(Wire wire, int expected) {
    this.wire = wire;
    this.expected = expected;
  }

  void accept(byte[] bytes) {
    decoder.accept(bytes, this::count);
  }

  /** What arrived so far; a stream without its protocol's last event counts as broken. */
  StreamCount result() {
    return new StreamCount(expected, received, ended ? 0 : 1);
  }

  private void count(SseFrame frame) {
    String data = frame.dataText();
    ended |= wire.isLast(data);
    Matcher token = TOKEN.matcher(data);
    while (token.find()) {
      int number = Integer.parseInt(token.group(1));
      if (number >= next) {
        received++;
        next = number + 1;
      }
    }
  }
}
