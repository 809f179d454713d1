package dev.dragoman.gateway.upstream.http;

import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;

/**
 * The event loop that a call is made from.
 *
 * @param loop its thread, null for callers that are no event loop and share one lane
 */
record Lane(@Nullable Thread loop) {
  private static final Lane SHARED = new Lane(null);

  static Lane current() {
    return Thread.currentThread() instanceof FastThreadLocalThread loop ? new Lane(loop) : SHARED;
  }

  /** Whether no call can come from here any more. */
  boolean hasEnded() {
    return loop != null && !loop.isAlive();
  }
}
