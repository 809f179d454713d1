package dev.dragoman.protocol.openai.chat;

/** Hands out the gateway's block numbers of one stream: 0, 1, 2 … */
final class BlockNumbers {
  private int next;

  int take() {
    return next++;
  }

  int used() {
    return next;
  }
}
