package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import java.util.ArrayList;
import java.util.List;

/** What the encoder remembers of one candidate. */
final class ChunkCandidate {
  final int index;
  int calls;
  int textLength;
  boolean refusalShown;
  boolean finished;

  /** How many signed thoughts it was sent. */
  int thoughtsSent;

  /** What was thought since the last call. */
  final List<Reasoning> thoughts = new ArrayList<>();

  ChunkCandidate(int index) {
    this.index = index;
  }
}
