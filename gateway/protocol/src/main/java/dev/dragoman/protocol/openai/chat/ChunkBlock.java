package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Surrogates;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Signature;
import org.jspecify.annotations.Nullable;

/** What the encoder remembers of one open block. */
final class ChunkBlock {
  final ChunkCandidate candidate;

  /** Number of the call among the calls of its candidate; -1 for other blocks. */
  final int call;

  final boolean freeform;
  final int textStart;

  /** Free text as a JSON string, gathered until it is whole. */
  final StringBuilder input = new StringBuilder();

  /** Characters that the upstream cut into two deltas must not be cut in the chunks. */
  final Surrogates surrogates = new Surrogates();

  /** Field of the delta that the block was last written to. */
  String field = "content";

  /** The thought as it began, null for other blocks. */
  final @Nullable Reasoning thought;

  final StringBuilder thoughtText = new StringBuilder();
  @Nullable Signature signature;

  int summaryIndex;
  boolean arguments;

  ChunkBlock(ChunkCandidate candidate, ContentBlock empty) {
    this.candidate = candidate;
    this.textStart = candidate.textLength;
    boolean isCall = empty instanceof ToolCall;
    this.call = isCall ? candidate.calls++ : -1;
    this.freeform = empty instanceof ToolCall given && given.freeform();
    this.thought = empty instanceof Reasoning start ? start : null;
    if (thought != null) {
      thoughtText.append(thought.text());
      signature = thought.signature();
    }
  }

  /** The thought as far as it has come. */
  Reasoning thoughtSoFar(Reasoning start) {
    return new Reasoning(
        thoughtText.toString(),
        start.summaryParts(),
        start.kind(),
        signature,
        start.itemId(),
        start.cache(),
        start.ext());
  }

  boolean isCall() {
    return call >= 0;
  }
}
