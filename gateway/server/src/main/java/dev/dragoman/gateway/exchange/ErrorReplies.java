package dev.dragoman.gateway.exchange;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;

/** Failures as answers in the client's own form. */
public final class ErrorReplies {
  private ErrorReplies() {}

  /**
   * The reply to a failure. Anything but a {@link GatewayException} is a fault of the gateway's
   * own: the client learns an id, the log the cause.
   */
  public static Reply.Whole of(Throwable failure, ExchangeRecord record) {
    GatewayError error = errorOf(failure, record.requestId());
    if (failure instanceof GatewayException) {
      record.failed(error.kind());
    } else {
      record.failed(error.kind(), failure);
    }
    WireResponse response = record.protocol().inbound().encodeError(error, record.requestId());
    WireHeaders passed = record.passedHeaders();
    WireHeaders headers =
        WireHeaders.builder()
            .setAll(ReplyHeaders.of(record, passed))
            .setAll(response.headers())
            .build();
    return new Reply.Whole(response.status(), headers, response.body());
  }

  private static GatewayError errorOf(Throwable failure, String requestId) {
    return failure instanceof GatewayException known
        ? known.error()
        : GatewayError.of(
            ErrorKind.SERVER,
            "the gateway failed to handle this request; its log has the cause under request id "
                + requestId);
  }
}
