package dev.dragoman.gateway.stores;

import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the configuration in force: opens the store that it names when it names another one,
 * tells who uses it, and closes the earlier one. A store that cannot be opened leaves the earlier
 * one in use and is tried again: whoever makes its tables may be at it. Thread-safe.
 */
public final class LiveStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStore.class);

  private static final Duration AGAIN = Duration.ofMillis(500);

  private final StoreOpener opener;
  private final FirstStore first;
  private final Duration again;
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private final List<User> users = new CopyOnWriteArrayList<>();
  private volatile @Nullable CurrentStore current;

  /** Whose store could not be opened, null when the one in use is the one that is wanted. */
  private volatile @Nullable GatewayEntry missed;

  /** What uses the store. */
  public interface User {
    /** From now on this one is to be used; what was begun with the earlier one may be finished. */
    void use(CurrentStore next);

    /** The store of a user that is about to be closed: everything is to be written now. */
    void finish();
  }

  public LiveStore(StoreOpener opener, FirstStore first) {
    this(opener, first, AGAIN);
  }

  LiveStore(StoreOpener opener, FirstStore first, Duration again) {
    this.opener = opener;
    this.first = first;
    this.again = again;
  }

  /** What becomes of a first store that cannot be opened. */
  public enum FirstStore {
    /** The start fails and says why: whoever started the process sees it. */
    DEMANDED,
    /** It is waited for: a pod has nobody to tell, and is not sent requests meanwhile. */
    AWAITED
  }

  /** Completes when there is a store. */
  public CompletableFuture<Void> opened() {
    return opened;
  }

  /** Adds a user, which is told at once of the store in use. */
  public synchronized void add(User user) {
    users.add(user);
    CurrentStore now = current;
    if (now != null) {
      user.use(now);
    }
  }

  /** The store in use, null before the first configuration. */
  public @Nullable CurrentStore current() {
    return current;
  }

  /** Whether the store in use is the one that the configuration in force names. */
  public boolean isOpen() {
    return current != null && missed == null;
  }

  /** The store itself, null before the first configuration. */
  public @Nullable Store store() {
    CurrentStore now = current;
    return now == null ? null : now.store();
  }

  /**
   * Uid of the gateway in force.
   *
   * @throws IllegalStateException before the first configuration
   */
  public String scope() {
    CurrentStore now = current;
    if (now == null) {
      throw new IllegalStateException("there is no store before the first configuration");
    }
    return now.scope();
  }

  /**
   * A configuration of this gateway is in force.
   *
   * @throws RuntimeException when a first store that is demanded cannot be opened
   */
  public synchronized void follow(GatewayEntry gateway) {
    CurrentStore before = current;
    boolean stays =
        before != null
            && before.scope().equals(gateway.uid())
            && before.entry().equals(gateway.store());
    GatewayEntry missedBefore = missed;
    missed = null;
    if (stays) {
      return;
    }
    CurrentStore next;
    try {
      next = new CurrentStore(gateway.uid(), gateway.store(), opener.open(gateway.store()));
    } catch (RuntimeException e) {
      if (missedBefore == null || !missedBefore.store().equals(gateway.store())) {
        LOG.error("store {}: {}", gateway.store().type(), e.getMessage());
      }
      if (before == null && first == FirstStore.DEMANDED) {
        throw e;
      }
      missed = gateway;
      tryAgain(gateway);
      return;
    }
    users.forEach(User::finish);
    current = next;
    users.forEach(user -> user.use(next));
    opened.complete(null);
    if (before != null) {
      before.store().close();
    }
  }

  /** Not in the common pool: to open a store is to wait for it. */
  private void tryAgain(GatewayEntry gateway) {
    CompletableFuture.delayedExecutor(
            again.toMillis(), TimeUnit.MILLISECONDS, task -> Thread.ofVirtual().start(task))
        .execute(() -> followIfMissed(gateway));
  }

  private synchronized void followIfMissed(GatewayEntry gateway) {
    if (gateway.equals(missed)) {
      follow(gateway);
    }
  }

  @Override
  public synchronized void close() {
    missed = null;
    CurrentStore last = current;
    if (last != null) {
      users.forEach(User::finish);
      last.store().close();
      current = null;
    }
  }
}
