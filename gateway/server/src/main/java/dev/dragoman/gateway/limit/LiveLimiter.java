package dev.dragoman.gateway.limit;

import dev.dragoman.gateway.limit.debt.DebtKeeper;
import dev.dragoman.gateway.stores.CurrentStore;
import dev.dragoman.gateway.stores.LiveStore;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Limits by the windows of the store in use. Until there is one nothing that is bounded may pass.
 * Thread-safe.
 */
public final class LiveLimiter implements Limiter, LiveStore.User, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveLimiter.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final AlertSink alerts;
  private final DebtKeeper keeper;
  private final Clock clock;
  private final Disposable ticking;
  private volatile @Nullable Active active;

  private record Active(Windows windows, WindowLimiter limiter) {}

  /**
   * A limiter without a store.
   *
   * @param alerts is told of budgets that are spent
   * @param keeper keeps what is spent while the store is out of reach
   */
  public LiveLimiter(AlertSink alerts, DebtKeeper keeper, Clock clock, Scheduler scheduler) {
    this.alerts = alerts;
    this.keeper = keeper;
    this.clock = clock;
    this.ticking =
        scheduler.schedulePeriodically(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    Active now = active;
    if (now != null) {
      now.windows.tick(clock.instant());
    }
  }

  @Override
  public Mono<Decision> acquire(Ask ask) {
    Active now = active;
    return now == null
        ? Mono.error(new IllegalStateException("limits are asked for before there is a store"))
        : now.limiter.acquire(ask);
  }

  @Override
  public void use(CurrentStore next) {
    String process = UUID.randomUUID().toString().substring(0, 13);
    Thresholds thresholds = new Thresholds(next.store().windows(), alerts);
    Slices slices = new Slices(next.store().windows(), process, thresholds::seen, System::nanoTime);
    Windows windows = new Windows(next.scope(), slices, next.isShared(), thresholds);
    keeper.use(process, next.entry(), next.store().windows(), slices::debts);
    active = new Active(windows, new WindowLimiter(windows, clock));
  }

  /**
   * Gives back what is held; waits for the store, but not for long. What it does not take is kept
   * for the next process.
   */
  @Override
  public void finish() {
    Active last = active;
    if (last == null) {
      return;
    }
    try {
      last.windows.slices().finish().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("not all of what was reserved could be given back to the store");
    }
    keeper.finish();
  }

  @Override
  public void close() {
    ticking.dispose();
  }
}
