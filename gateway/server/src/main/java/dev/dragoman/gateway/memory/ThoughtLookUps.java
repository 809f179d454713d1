package dev.dragoman.gateway.memory;

import dev.dragoman.gateway.stores.CurrentStore;
import dev.dragoman.protocol.envelope.ThoughtBytes;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.store.thought.ThoughtId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Looks for thoughts in the store, for no longer than a request can wait; what comes later still
 * helps the next one. Thread-safe.
 */
final class ThoughtLookUps {
  private final BoundedThoughtMemory own;
  private final ThoughtPace pace;
  private final Scheduler scheduler;
  private final StoreHealth health;
  private final Semaphore free;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong late = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();

  /**
   * Look-ups into the memory of this process.
   *
   * @param own takes what is found, and what is not there
   * @param scheduler runs what follows an answer, in place of the store's threads
   */
  ThoughtLookUps(BoundedThoughtMemory own, ThoughtPace pace, Scheduler scheduler) {
    this.own = own;
    this.pace = pace;
    this.scheduler = scheduler;
    this.health = new StoreHealth("recall thoughts", pace.rest());
    this.free = new Semaphore(pace.lookUps());
  }

  /** Another store is in use. */
  void startAfresh() {
    health.forget();
  }

  /** Brings what the store knows of these calls; the newest ones when there are too many. */
  Mono<Void> fetch(CurrentStore store, String tenant, List<String> callIds) {
    List<String> asked =
        callIds.subList(Math.max(0, callIds.size() - pace.calls()), callIds.size());
    return Mono.defer(() -> {
      if (!health.mayTry() || !free.tryAcquire()) {
        skipped.incrementAndGet();
        return Mono.empty();
      }
      Executor executor =
          task -> {
            var _ = scheduler.schedule(task);
          };
      long start = System.nanoTime();
      CompletableFuture<Void> done =
          recall(store, tenant, asked)
              .handleAsync(
                  (found, failure) -> {
                    free.release();
                    if (failure == null) {
                      answered(start);
                      take(tenant, asked, found);
                    } else {
                      failed.incrementAndGet();
                      health.failed(failure);
                    }
                    return null;
                  },
                  executor);
      return Mono.fromFuture(done, true)
          .timeout(pace.lookUp(), Mono.fromRunnable(this::expire), scheduler);
    });
  }

  private CompletableFuture<Map<String, byte[]>> recall(
      CurrentStore store, String tenant, List<String> callIds) {
    List<ThoughtId> ids = new ArrayList<>(callIds.size());
    callIds.forEach(callId -> ids.add(new ThoughtId(store.scope(), tenant, callId)));
    return store
        .store()
        .thoughts()
        .recall(ids)
        .thenApply(found -> {
          Map<String, byte[]> states = HashMap.newHashMap(found.size());
          found.forEach((id, state) -> states.put(id.callId(), state));
          return states;
        });
  }

  /** A store that is too slow is of no more use than one that fails. */
  private void answered(long startNanos) {
    answered.incrementAndGet();
    if (System.nanoTime() - startNanos <= pace.lookUp().toNanos()) {
      health.succeeded();
    }
  }

  private void take(String tenant, List<String> asked, Map<String, byte[]> found) {
    for (String callId : asked) {
      byte[] state = found.get(callId);
      List<Reasoning> thoughts = state == null ? List.of() : ThoughtBytes.read(state);
      if (!thoughts.isEmpty()) {
        own.remember(tenant, callId, thoughts);
      } else if (!own.holds(tenant, callId)) {
        own.rememberAbsence(tenant, callId, pace.absent());
      }
    }
  }

  private void expire() {
    late.incrementAndGet();
    health.failed("no answer within " + pace.lookUp().toMillis() + " ms");
  }

  /** Look-ups that were answered in time or later. */
  long answered() {
    return answered.get();
  }

  /** Look-ups that a request did not wait for any longer. */
  long late() {
    return late.get();
  }

  /** Look-ups that failed. */
  long failed() {
    return failed.get();
  }

  /** Look-ups that were not made: the store had failed, or too many were under way. */
  long skipped() {
    return skipped.get();
  }
}
