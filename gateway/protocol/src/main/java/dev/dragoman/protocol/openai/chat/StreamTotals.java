package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.HeldBack;

/** What all candidates of one stream share: the gateway's block numbers and the common bound. */
final class StreamTotals {
  private final HeldBack held = new HeldBack();
  private int next;

  /** The next block number: 0, 1, 2 … */
  int take() {
    return next++;
  }

  int used() {
    return next;
  }

  /** What is kept to the end of the stream or until it is released. */
  HeldBack held() {
    return held;
  }
}
