package dev.dragoman.gateway.stores;

import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.store.Store;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the configuration in force: opens the store that it names when it names another one,
 * tells who uses it, and closes the earlier one. A store that cannot be opened leaves the earlier
 * one in use. Thread-safe.
 */
public final class LiveStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStore.class);

  private final StoreOpener opener;
  private final List<User> users = new CopyOnWriteArrayList<>();
  private volatile @Nullable CurrentStore current;

  /** What uses the store. */
  public interface User {
    /** From now on this one is to be used; what was begun with the earlier one may be finished. */
    void use(CurrentStore next);

    /** The store of a user that is about to be closed: everything is to be written now. */
    void finish();
  }

  public LiveStore(StoreOpener opener) {
    this.opener = opener;
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

  /** A configuration of this gateway is in force. */
  public synchronized void follow(GatewayEntry gateway) {
    CurrentStore before = current;
    boolean stays =
        before != null
            && before.scope().equals(gateway.uid())
            && before.entry().equals(gateway.store());
    if (stays) {
      return;
    }
    CurrentStore next;
    try {
      next = new CurrentStore(gateway.uid(), gateway.store(), opener.open(gateway.store()));
    } catch (RuntimeException e) {
      LOG.error("the store {} cannot be used: {}", gateway.store().type(), e.getMessage());
      if (before == null) {
        throw e;
      }
      return;
    }
    users.forEach(User::finish);
    current = next;
    users.forEach(user -> user.use(next));
    if (before != null) {
      before.store().close();
    }
  }

  @Override
  public synchronized void close() {
    CurrentStore last = current;
    if (last != null) {
      users.forEach(User::finish);
      last.store().close();
      current = null;
    }
  }
}
