package dev.dragoman.protocol.openai.chat;

/** What the encoder remembers of one candidate. */
final class ChunkCandidate {
  final int index;
  int calls;
  int textLength;
  boolean refusalShown;
  boolean finished;

  ChunkCandidate(int index) {
    this.index = index;
  }
}
