package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.wire.SseFrame;
import java.util.function.Consumer;

/**
 * Turns the frames of one streamed answer into events. Single use, not thread-safe, made inside the
 * subscription. It delivers at most one of {@code MessageEnd} and {@code StreamError}, and nothing
 * after it; an unreadable frame is a {@code StreamError}, never an exception.
 */
public interface StreamDecoder {
  /** Takes the next frame. */
  void accept(SseFrame frame, Consumer<? super StreamEvent> events);

  /**
   * Says that the upstream's stream is over. Without evidence of a complete answer this delivers
   * {@code StreamError} of {@code UPSTREAM_TRUNCATED}.
   */
  void finish(Consumer<? super StreamEvent> events);
}
