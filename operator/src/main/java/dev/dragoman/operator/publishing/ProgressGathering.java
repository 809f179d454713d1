package dev.dragoman.operator.publishing;

import dev.dragoman.operator.delivery.GatewayRef;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what pods tell: a thousand acknowledgements that come together are looked at once, in a
 * thread of its own. Thread-safe.
 */
final class ProgressGathering implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressGathering.class);
  private static final Duration WINDOW = Duration.ofMillis(50);

  private final Consumer<GatewayRef> look;
  private final Set<GatewayRef> soon = ConcurrentHashMap.newKeySet();
  private final Set<GatewayRef> later = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("progress").daemon().factory(), new DiscardPolicy());

  ProgressGathering(Consumer<GatewayRef> look) {
    this.look = look;
  }

  /** The gateway is looked at soon. Returns at once. */
  void told(GatewayRef gateway) {
    if (soon.add(gateway)) {
      after(WINDOW, gateway, soon);
    }
  }

  /** The gateway is looked at once more after a while, also when nothing is told. */
  void again(GatewayRef gateway, Duration wait) {
    if (later.add(gateway)) {
      after(wait, gateway, later);
    }
  }

  private void after(Duration wait, GatewayRef gateway, Set<GatewayRef> waiting) {
    var _ = thread.schedule(() -> run(gateway, waiting), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run(GatewayRef gateway, Set<GatewayRef> waiting) {
    waiting.remove(gateway);
    try {
      look.accept(gateway);
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("gateway", gateway).setCause(e).log("progress not looked at");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
