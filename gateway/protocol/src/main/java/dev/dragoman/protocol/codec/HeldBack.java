package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;

/**
 * Counts what a stateful codec keeps of one stream, for all of its blocks together: text that waits
 * for its turn, pieces that are not whole yet, the starts of open blocks. Whoever keeps something
 * counts it here and says when it let go; once the count {@linkplain #isFull() is full} the stream
 * has to fail. Without a common bound, each block of a hostile upstream could fill its own.
 *
 * <p>Bound: {@value #MAX_CHARACTERS} characters a stream, which is as much as a single call may
 * have of arguments. One event may go beyond it before it is noticed; an event comes from one frame
 * of at most 4 MiB. Single use, not thread-safe.
 */
public final class HeldBack {
  /** 8 Mi. */
  public static final int MAX_CHARACTERS = 8 * 1024 * 1024;

  /** What a block takes beside its content, so that empty ones are bounded too. */
  private static final int BLOCK = 256;

  private long characters;

  /** What it costs to keep {@code block}. */
  public static long cost(ContentBlock block) {
    return BLOCK + BlockSize.of(block);
  }

  public void keep(long more) {
    characters += more;
  }

  public void release(long less) {
    characters -= less;
  }

  /** Whether more is kept than a stream may keep. */
  public boolean isFull() {
    return characters > MAX_CHARACTERS;
  }

  /** How a stream ends that would have more kept. */
  public static GatewayError tooMuch() {
    return GatewayError.of(
        ErrorKind.BAD_UPSTREAM,
        "the upstream's answer has more unfinished parts than the gateway keeps");
  }
}
