package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.StreamEvent;
import java.io.ByteArrayOutputStream;

/**
 * Turns events into the bytes of one streamed answer. Takes only well-formed streams ({@link
 * StreamValidator}). Single use, not thread-safe.
 */
public interface StreamEncoder {
  /**
   * Appends the bytes of {@code event} to {@code out}; perhaps none, perhaps those of earlier
   * events that were held back. A {@code StreamError} ends in the protocol's own error event,
   * {@code KeepAlive} in its own keep-alive; both are allowed before {@code MessageStart}.
   */
  void accept(StreamEvent event, ByteArrayOutputStream out);

  /**
   * Says that the client got an event of the upstream's own in the place of one of this encoder's,
   * for protocols that number them.
   */
  default void passed() {}
}
