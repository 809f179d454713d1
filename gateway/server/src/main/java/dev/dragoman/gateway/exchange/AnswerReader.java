package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.upstream.UpstreamSignal.Head;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.UpstreamErrors;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.Locale;

/** Tells an upstream's answers from its errors and says what of an error the client may see. */
final class AnswerReader {
  private final OutboundCodec codec;

  AnswerReader(OutboundCodec codec) {
    this.codec = codec;
  }

  /**
   * A whole response of success.
   *
   * @throws GatewayException {@code BAD_UPSTREAM} for a page where JSON belongs, as proxies send
   */
  WireResponse answer(Head head, byte[] body) {
    String type = head.headers().first("content-type");
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw GatewayException.of(
          ErrorKind.BAD_UPSTREAM, "the upstream answered an HTML page where JSON was expected");
    }
    return new WireResponse(head.status(), head.headers(), body);
  }

  /**
   * Decodes a whole response of success.
   *
   * @throws GatewayException when it is no answer, or holds an error though its status is 200
   */
  static ChatResponse decoded(OutboundCodec codec, WireResponse response) {
    try {
      return codec.decodeResponse(response);
    } catch (GatewayException e) {
      throw new GatewayException(UpstreamErrors.forClient(e.error()));
    }
  }

  /** The error that a response of failure stands for. */
  GatewayError error(Head head, byte[] body) {
    return UpstreamErrors.forClient(
        codec.decodeError(new WireResponse(head.status(), head.headers(), body)));
  }

  /**
   * The error of a connection that could not be made or broke.
   *
   * @param streaming whether a stream had begun
   */
  GatewayError broken(Throwable cause, boolean streaming) {
    if (cause instanceof GatewayException known) {
      return known.error();
    }
    return streaming
        ? GatewayError.of(
            ErrorKind.UPSTREAM_TRUNCATED, "the upstream's connection broke before its answer ended")
        : GatewayError.of(ErrorKind.BAD_UPSTREAM, "the connection to the upstream failed");
  }
}
