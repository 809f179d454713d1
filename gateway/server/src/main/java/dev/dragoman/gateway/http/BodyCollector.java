package dev.dragoman.gateway.http;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.SignalType;
import reactor.netty.channel.AbortedException;
import reactor.util.context.Context;

/**
 * Copies a body out of its reference-counted buffers, the one edge at which request bytes leave
 * them. Up to a bound; buffers are released however it ends.
 */
final class BodyCollector extends BaseSubscriber<DataBuffer> {
  /** A body of the largest size at the speed of a slow line. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final int maxBytes;
  private final MonoSink<byte[]> body;
  private final Context context;
  private final List<DataBuffer> parts = new ArrayList<>(2);
  private int size;
  private boolean over;

  BodyCollector(int maxBytes, MonoSink<byte[]> body) {
    this.maxBytes = maxBytes;
    this.body = body;
    this.context = Context.of(body.contextView());
  }

  static GatewayException tooLarge(int maxBytes) {
    return GatewayException.of(
        ErrorKind.TOO_LARGE, "the request body is larger than " + maxBytes + " bytes");
  }

  /** Gives up a body that does not come; from any thread. */
  void expire() {
    body.error(
        GatewayException.of(
            ErrorKind.TIMEOUT,
            "the request body did not come within " + PATIENCE.toSeconds() + " s"));
  }

  @Override
  public Context currentContext() {
    return context;
  }

  @Override
  protected void hookOnNext(DataBuffer part) {
    if (!keep(part)) {
      body.error(tooLarge(maxBytes));
    }
  }

  private synchronized boolean keep(DataBuffer part) {
    size += part.readableByteCount();
    if (over || size > maxBytes) {
      DataBufferUtils.release(part);
      return false;
    }
    parts.add(part);
    return true;
  }

  @Override
  protected void hookOnComplete() {
    byte[] bytes = new byte[size];
    int offset = 0;
    for (DataBuffer part : parts) {
      int length = part.readableByteCount();
      part.read(bytes, offset, length);
      offset += length;
    }
    body.success(bytes);
  }

  @Override
  protected void hookOnError(Throwable failure) {
    body.error(
        switch (failure) {
          case IOException _, AbortedException _ ->
              GatewayException.of(ErrorKind.CANCELLED, "the client broke off its request");
          default -> failure;
        });
  }

  @Override
  protected synchronized void hookFinally(SignalType type) {
    over = true;
    parts.forEach(DataBufferUtils::release);
    parts.clear();
  }
}
