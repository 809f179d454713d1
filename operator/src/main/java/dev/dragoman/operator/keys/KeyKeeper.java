package dev.dragoman.operator.keys;

import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.operator.delivery.GatewayRef;
import dev.dragoman.operator.keys.WantedKeys.Wanted;
import dev.dragoman.store.Store;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.key.KeyItem.Source;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the keys of one gateway in its store as they shall be. What has changed is told to pods,
 * and the objects concerned are looked at. Each deed waits for the store a bounded time; what fails
 * is done again by the next call.
 *
 * <p>Thread-safe: one deed at a time.
 */
final class KeyKeeper implements AutoCloseable {
  /** Making tables takes minutes. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final GatewayRef gateway;
  private final StoreEntry.DynamoDb tables;
  private final KeeperPorts ports;
  private final Clock clock;
  private final ReentrantLock deed = new ReentrantLock();
  private final AnnouncedTexts announced = new AnnouncedTexts();
  private final Map<String, StoredKey> stored = new ConcurrentHashMap<>();
  private volatile Map<String, String> conflicts = Map.of();
  private WantedKeys wanted = new WantedKeys(Map.of(), Map.of());
  private volatile @Nullable Store store;
  private @Nullable KeyShelf shelf;
  private long revision;
  private volatile boolean closed;
  private volatile @Nullable String problem;

  KeyKeeper(GatewayRef gateway, StoreEntry.DynamoDb tables, KeeperPorts ports, Clock clock) {
    this.gateway = gateway;
    this.tables = tables;
    this.ports = ports;
    this.clock = clock;
  }

  GatewayRef gateway() {
    return gateway;
  }

  boolean keeps(GatewayRef other, StoreEntry.DynamoDb otherTables) {
    return gateway.equals(other) && tables.equals(otherTables);
  }

  /** Why the store does not hold a key as it shall be, for people; null while nobody knows. */
  @Nullable String problem(String uid) {
    String own = conflicts.get(uid);
    return own == null ? problem : own;
  }

  /** A key as the store holds it, null when it does not hold it as it shall be. */
  @Nullable StoredKey stored(String uid) {
    return stored.get(uid);
  }

  /** All keys that the store holds as they shall be, by uid. */
  Map<String, StoredKey> stored() {
    return Map.copyOf(stored);
  }

  /** The store, null while it could not be opened. */
  @Nullable Store store() {
    return store;
  }

  /**
   * Brings the store to what is wanted from now on.
   *
   * @param next null for what was wanted before
   * @return whether all of it is as it shall be; if not, it is to be called again
   */
  boolean keep(@Nullable WantedKeys next) {
    return deed(() -> {
      wanted = next == null ? wanted : next;
      KeyPlan plan = KeyPlan.of(opened(), announced.with(wanted), clock.instant());
      conflicts = Map.copyOf(plan.conflicts());
      boolean written = write(plan.writes(), plan.graves());
      tellWhatIsStored();
      return written && plan.conflicts().isEmpty();
    });
  }

  /**
   * Has texts honoured before anybody can read the newest: first the store, then the Secret. A key
   * that the gateway does not honour needs none.
   *
   * @return whether the store holds them, or need not
   */
  boolean announce(String uid, List<DigestEntry> digests) {
    return deed(
        () -> {
          Wanted key = wanted.byUid().get(uid);
          if (key == null) {
            return true;
          }
          opened();
          announced.announce(uid, digests);
          return write(Map.of(uid, key.with(digests)), List.of());
        },
        KeyShelf.PATIENCE);
  }

  /**
   * Has all keys of an object that is gone refused.
   *
   * @return whether the store refuses them
   */
  boolean bury(String uid, long generation) {
    return bury(item -> item.entry().uid().equals(uid), generation);
  }

  /**
   * Has a key refused that no object stands for.
   *
   * @return whether the store refuses it
   */
  boolean bury(KeyItem orphan) {
    return bury(
        item -> item.entry().keyId().equals(orphan.entry().keyId()),
        KeyItems.objectGeneration(orphan));
  }

  private boolean bury(Predicate<KeyItem> dead, long generation) {
    return deed(
        () -> {
          List<KeyItem> graves =
              alive(opened()).stream()
                  .filter(dead)
                  .map(item -> KeyItems.tombstone(item, generation, clock.instant()))
                  .toList();
          return write(Map.of(), graves);
        },
        KeyShelf.PATIENCE);
  }

  /** The keys of manifests that the store honours. */
  List<KeyItem> alive() {
    List<KeyItem> alive = new ArrayList<>();
    deed(() -> alive.addAll(alive(opened())));
    return alive;
  }

  private static List<KeyItem> alive(KeyShelf known) {
    return known.items().stream()
        .filter(item -> !item.isDeleted() && item.source() == Source.Manifest)
        .toList();
  }

  @FunctionalInterface
  private interface Deed {
    boolean isDone();
  }

  private boolean deed(Deed deeds) {
    return deed(deeds, LONGEST);
  }

  /** What somebody waits for does not wait for a long deed of another. */
  private boolean deed(Deed deeds, Duration patience) {
    try {
      if (!deed.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
    try {
      boolean done = !closed && deeds.isDone();
      problem = null;
      return done;
    } catch (RuntimeException e) {
      // What a store answers may repeat what was sent to it, so its text is left out.
      String fault = "the store does not take it: " + e.getClass().getSimpleName();
      boolean isNews = !fault.equals(problem);
      problem = fault;
      if (isNews) {
        tellWhatIsNotStored();
      }
      if (shelf != null) {
        // What was under way may have happened.
        shelf.forget();
      }
      throw e;
    } finally {
      deed.unlock();
    }
  }

  private KeyShelf opened() {
    KeyShelf known = shelf;
    if (known == null) {
      Store opened = ports.opener().open(tables);
      store = opened;
      known = new KeyShelf(opened.keys(), gateway.uid());
      shelf = known;
    }
    return known;
  }

  /** Whether everything was written. */
  private boolean write(Map<String, Wanted> keys, List<KeyItem> graves) {
    KeyShelf known = opened();
    List<KeyItem> items = new ArrayList<>(graves);
    boolean complete = true;
    for (Map.Entry<String, Wanted> key : keys.entrySet()) {
      Wanted asked = key.getValue();
      // First the object, then its item: one whose object does not wait would be left behind.
      if (asked.held() || ports.objects().hold(asked.id().name(), key.getKey())) {
        KeyItem before = known.find(asked.entry().keyId());
        items.add(
            KeyItems.alive(
                gateway.uid(), asked.entry(), asked.generation(), before, clock.instant()));
      } else {
        complete = false;
      }
    }
    List<KeyItem> written = known.put(items);
    Set<String> changed =
        written.stream().map(item -> item.entry().keyId()).collect(Collectors.toSet());
    if (revision == 0 || !changed.isEmpty()) {
      revision =
          ports
              .told()
              .apply(changed)
              .orElseThrow(() -> new IllegalStateException("nobody delivers to " + gateway));
      stored.replaceAll((_, key) ->
          changed.contains(key.keyId())
              ? new StoredKey(key.id(), key.keyId(), key.generation(), revision)
              : key);
    }
    return complete && written.size() == items.size();
  }

  /** Each object once, however often it is tried again. */
  private void tellWhatIsNotStored() {
    Set<ObjectId> concerned = new HashSet<>();
    wanted
        .byUid()
        .forEach((uid, key) -> {
          StoredKey known = stored.get(uid);
          if (known == null || known.generation() != key.generation()) {
            concerned.add(key.id());
          }
        });
    if (!concerned.isEmpty()) {
      ports.concerned().accept(concerned);
    }
  }

  private void tellWhatIsStored() {
    WantedKeys now = announced.with(wanted);
    Set<String> same = KeyPlan.of(opened(), now, clock.instant()).same();
    Set<ObjectId> concerned = new HashSet<>();
    stored.keySet().retainAll(same);
    for (String uid : same) {
      Wanted key = now.byUid().get(uid);
      StoredKey before = stored.get(uid);
      if (key != null && (before == null || before.generation() != key.generation())) {
        String keyId = key.entry().keyId();
        stored.put(uid, new StoredKey(key.id(), keyId, key.generation(), revision));
        concerned.add(key.id());
      }
    }
    conflicts.keySet().stream()
        .map(uid -> now.byUid().get(uid))
        .filter(Objects::nonNull)
        .forEach(key -> concerned.add(key.id()));
    if (!concerned.isEmpty()) {
      ports.concerned().accept(concerned);
    }
  }

  /** Whoever is at a deed has been interrupted: it ends soon. */
  @Override
  public void close() {
    boolean mine = false;
    try {
      mine = deed.tryLock(KeyShelf.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    try {
      closed = true;
      if (store != null) {
        store.close();
      }
    } finally {
      if (mine) {
        deed.unlock();
      }
    }
  }
}
