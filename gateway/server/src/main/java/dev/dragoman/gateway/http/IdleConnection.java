package dev.dragoman.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a client's connection that carries no request for too long; one that waits for its answer
 * is not idle, however long it is silent. Stands behind the HTTP codec for as long as the
 * connection lives and looks at the clock when its task is due: the server's own idle timeout is a
 * handler and a task that come and go with every request. Of one connection, on its thread.
 */
public final class IdleConnection extends ChannelDuplexHandler {
  private final long limitNanos;
  private final ChannelFutureListener answered = this::answered;
  private int requests;
  private long idleSince;
  private @Nullable Future<?> check;

  /** Closes after {@code limit} without a request. */
  public IdleConnection(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    idleSince = now(context);
    checkAfter(limitNanos, context);
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (check != null) {
      check.cancel(false);
    }
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      requests++;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    ChannelPromise written = endsAnswer(message) ? promise.unvoid().addListener(answered) : promise;
    var _ = context.write(message, written);
  }

  /** A {@code 100 Continue} is whole as well, and no answer. */
  private static boolean endsAnswer(Object message) {
    return message instanceof LastHttpContent
        && !(message instanceof HttpResponse head
            && head.status().codeClass() == HttpStatusClass.INFORMATIONAL);
  }

  private void answered(ChannelFuture written) {
    requests--;
    idleSince = written.channel().eventLoop().ticker().nanoTime();
  }

  private void check(ChannelHandlerContext context) {
    long left = requests > 0 ? limitNanos : idleSince + limitNanos - now(context);
    if (left > 0) {
      checkAfter(left, context);
    } else {
      var _ = context.close();
    }
  }

  private void checkAfter(long nanos, ChannelHandlerContext context) {
    check = context.executor().schedule(() -> check(context), nanos, TimeUnit.NANOSECONDS);
  }

  private static long now(ChannelHandlerContext context) {
    return context.executor().ticker().nanoTime();
  }
}
