package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.upstream.UpstreamFailure;
import dev.dragoman.gateway.upstream.UpstreamSignal.Head;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.Locale;

/** Tells an upstream's answers from its errors and says what of an error the client may see. */
final class AnswerReader {
  private final OutboundCodec codec;
  private final boolean clientKey;

  /**
   * A reader of one upstream's answers.
   *
   * @param clientKey whether it was called with the caller's own key
   */
  AnswerReader(OutboundCodec codec, boolean clientKey) {
    this.codec = codec;
    this.clientKey = clientKey;
  }

  /**
   * A whole response of success.
   *
   * @throws AttemptFailedException of {@code BAD_UPSTREAM} for a page where JSON belongs, as
   *     proxies send
   */
  WireResponse answer(Head head, byte[] body) {
    String type = head.headers().first("content-type");
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw new AttemptFailedException(
          AttemptFailure.found(
              GatewayException.of(
                  ErrorKind.BAD_UPSTREAM,
                  "the upstream answered an HTML page where JSON was expected")));
    }
    return new WireResponse(head.status(), head.headers(), body);
  }

  /**
   * Decodes a whole response of success.
   *
   * @throws AttemptFailedException when it is no answer, or holds an error though its status is 200
   */
  static ChatResponse decoded(OutboundCodec codec, WireResponse response) {
    try {
      return codec.decodeResponse(response);
    } catch (GatewayException e) {
      throw new AttemptFailedException(AttemptFailure.said(e.error()));
    }
  }

  /** The failure that a response of error stands for. */
  AttemptFailure error(Head head, byte[] body) {
    GatewayError error = codec.decodeError(new WireResponse(head.status(), head.headers(), body));
    if (clientKey && isRefusedKey(error)) {
      return AttemptFailure.ofClientKey(error);
    }
    return codec.refusesState(error) ? AttemptFailure.ofState(error) : AttemptFailure.said(error);
  }

  private static boolean isRefusedKey(GatewayError error) {
    return error.kind() == ErrorKind.AUTH || error.kind() == ErrorKind.PERMISSION;
  }

  /**
   * The failure of a connection that could not be made or broke.
   *
   * @param answering whether an answer had begun
   */
  static AttemptFailure broken(Throwable cause, boolean answering) {
    if (cause instanceof GatewayException known) {
      return answering ? AttemptFailure.found(known) : AttemptFailure.unreachable(known);
    }
    return AttemptFailure.broken(
        answering
            ? GatewayError.of(
                ErrorKind.UPSTREAM_TRUNCATED,
                "the upstream's connection broke before its answer ended")
            : GatewayError.of(ErrorKind.BAD_UPSTREAM, reason(cause)));
  }

  private static String reason(Throwable cause) {
    String told = cause instanceof UpstreamFailure ? cause.getMessage() : null;
    return told == null ? "the connection to the upstream failed" : told;
  }
}
