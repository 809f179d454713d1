package dev.dragoman.gateway.exchange;

import dev.dragoman.protocol.wire.WireResponse;
import java.io.ByteArrayOutputStream;

/**
 * Turns the bytes of one streamed answer into those of the client's stream. Single use, not
 * thread-safe. Every method appends what it has for the client to {@code out}.
 */
interface StreamTranslation {
  /** Takes the next bytes, in any slicing. */
  void accept(byte[] chunk, ByteArrayOutputStream out);

  /** The upstream's stream is over; without evidence of a complete answer that is a failure. */
  void finish(ByteArrayOutputStream out);

  /** The upstream answered a whole response though a stream was asked for. */
  void whole(WireResponse response, ByteArrayOutputStream out);

  /** Ends the client's stream with an error in its own form, unless it has ended already. */
  void fail(AttemptFailure failure, ByteArrayOutputStream out);

  /** Breaks a silence in the client's dialect. */
  void keepAlive(ByteArrayOutputStream out);

  /** How far the answer has come. */
  StreamProgress progress();
}
