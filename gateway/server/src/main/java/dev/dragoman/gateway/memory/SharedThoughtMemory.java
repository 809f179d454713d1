package dev.dragoman.gateway.memory;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.stores.CurrentStore;
import dev.dragoman.gateway.stores.LiveStore;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Thoughts in the memory of the process, and behind it in the store in use, where other replicas
 * and the next process find them (design.md 3.5).
 *
 * <pre>
 * remember → own memory ─ queue ─ batch → store
 * fetch    ← own memory ← one look-up of what it lacks, for as long as a request can wait
 * </pre>
 *
 * A store in memory would know no more than this process does and is not asked. Thread-safe.
 */
public final class SharedThoughtMemory implements ThoughtMemory, LiveStore.User, AutoCloseable {
  /** Longer ids are none that a vendor makes; a key of DynamoDB has 2,048 bytes. */
  private static final int MAX_ID = 200;

  private final BoundedThoughtMemory own;
  private final ThoughtWriter writer;
  private final ThoughtLookUps lookUps;
  private volatile @Nullable CurrentStore current;

  /**
   * A memory without a store, until it is told of one.
   *
   * @param own the first level
   * @param scheduler for what follows an answer of the store, and for look-ups that take too long
   */
  public SharedThoughtMemory(
      BoundedThoughtMemory own, ThoughtPace pace, Clock clock, Scheduler scheduler) {
    this.own = own;
    this.writer = new ThoughtWriter(() -> current, pace, clock);
    this.lookUps = new ThoughtLookUps(own, pace, scheduler);
  }

  @Override
  public void use(CurrentStore next) {
    current = next.entry().type() == StoreEntry.Type.Memory ? null : next;
    lookUps.startAfresh();
  }

  @Override
  public void finish() {
    writer.flush();
  }

  @Override
  public void remember(String tenant, String callId, List<Reasoning> thoughts) {
    own.remember(tenant, callId, thoughts);
    if (current != null && !thoughts.isEmpty() && isKept(callId)) {
      writer.write(tenant, callId, thoughts, BoundedThoughtMemory.cost(thoughts));
    }
  }

  private static boolean isKept(String callId) {
    return !callId.isEmpty() && callId.length() <= MAX_ID;
  }

  @Override
  public List<Reasoning> recall(String tenant, String callId) {
    return own.recall(tenant, callId);
  }

  @Override
  public boolean isKnown(String tenant, String callId) {
    return current == null || !isKept(callId) || own.holds(tenant, callId);
  }

  @Override
  public Mono<Void> fetch(String tenant, List<String> callIds) {
    CurrentStore store = current;
    return store == null ? Mono.empty() : lookUps.fetch(store, tenant, callIds);
  }

  /** Look-ups that the store answered, in time or later. */
  public long answered() {
    return lookUps.answered();
  }

  /** Look-ups that no request waited for any longer. */
  public long late() {
    return lookUps.late();
  }

  /** Look-ups that failed. */
  public long failed() {
    return lookUps.failed();
  }

  /** Look-ups that were not made, because the store had failed or too many were under way. */
  public long skipped() {
    return lookUps.skipped();
  }

  /** Calls whose thoughts the store did not get. */
  public long lost() {
    return writer.lost();
  }

  @Override
  public void close() {
    writer.close();
  }
}
