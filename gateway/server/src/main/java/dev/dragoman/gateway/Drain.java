package dev.dragoman.gateway;

import dev.dragoman.gateway.exchange.Calls;
import java.time.Duration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Bounds what a stopping process waits for, before its listener begins to wait: streams that run
 * beyond {@code drain} end then with their protocol's error, where a closed connection would leave
 * clients to guess.
 */
final class Drain implements SmartLifecycle {
  /** What the listener waits beyond the streams: a tick of their clocks, and the last writes. */
  static final Duration LAST_WRITES = Duration.ofSeconds(5);

  private final Calls calls;
  private final Duration drain;
  private volatile boolean running;

  Drain(Calls calls, Duration drain) {
    this.calls = calls;
    this.drain = drain;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    calls.endStreamsIn(drain);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
  }
}
