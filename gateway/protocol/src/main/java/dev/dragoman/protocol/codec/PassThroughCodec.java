package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The few edits of an exchange whose two sides speak the same protocol; every other byte passes as
 * it came.
 */
public interface PassThroughCodec {
  /** With what a string begins that is an envelope. */
  ByteSearch ENVELOPE = new ByteSearch("\"gw1.");

  /**
   * Scans a client's body for what routing needs, without decoding it.
   *
   * @throws GatewayException {@code INVALID_REQUEST} when the body is not a JSON object with a
   *     model
   */
  Scanned scan(WireRequest request);

  /**
   * Whether a body holds state that the gateway put there for another upstream: it may not be
   * forwarded as it is. A client's own text that looks like it only costs a conversion.
   */
  default boolean holdsGatewayState(byte[] body) {
    return ENVELOPE.isIn(body);
  }

  /**
   * Whether a request can be passed to a server of this dialect, as those can whose answers keep
   * their form, and that hold nothing that the server does not know.
   */
  default boolean passes(WireRequest request, Dialect dialect) {
    return true;
  }

  /**
   * Where below an upstream's base URL a call to the client's {@code endpoint} goes.
   *
   * @param target for protocols whose addresses name the model
   */
  String path(String endpoint, Target target);

  /**
   * The client's headers that pass, and those that the protocol demands and the client left out.
   */
  WireHeaders headers(WireHeaders passed);

  /** The body for the upstream: the model replaced when it differs, usage asked for in streams. */
  byte[] request(Scanned scanned, String upstreamModel);

  /**
   * How many output tokens a body asks for at most, all candidates together; null when it says
   * nothing.
   *
   * @throws GatewayException {@code INVALID_REQUEST} when it says it twice, or what is no number
   */
  @Nullable BigDecimal outputAsked(Scanned scanned);

  /**
   * The request with nothing in it that asks for a longer answer than {@code bound}; a body that
   * names no length is given the bound. Every other byte stays.
   *
   * @throws dev.dragoman.protocol.model.GatewayException {@code INVALID_REQUEST} when the rest of
   *     the body does not go with so short an answer
   */
  OutputBound.Bounded<Scanned> bounded(Scanned scanned, OutputBound bound);

  /** A whole answer with its model renamed to {@code shownModel}; bytes unchanged if null. */
  byte[] response(byte[] body, @Nullable String shownModel);

  /**
   * One frame of a streamed answer.
   *
   * @param shownModel the model to write in it, null to leave it
   * @param withholdUsage whether a frame that only reports usage is kept from the client
   * @return the frame to forward, null for none
   */
  byte @Nullable [] frame(SseFrame frame, @Nullable String shownModel, boolean withholdUsage);
}
