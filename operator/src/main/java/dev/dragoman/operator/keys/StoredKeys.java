package dev.dragoman.operator.keys;

import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.fleet.Reason;
import dev.dragoman.operator.delivery.Delivery;
import dev.dragoman.operator.delivery.GatewayRef;
import dev.dragoman.operator.delivery.PodProgress;
import dev.dragoman.operator.delivery.Progress;
import dev.dragoman.operator.fleets.FleetListener;
import dev.dragoman.operator.fleets.FleetState;
import dev.dragoman.operator.status.DeliveryView;
import dev.dragoman.operator.status.Events;
import dev.dragoman.operator.status.GatewayDelivery;
import dev.dragoman.operator.status.ObjectDelivery;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.values.Ref;
import dev.dragoman.store.Store;
import dev.dragoman.store.key.KeyItem;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the keys of every gateway with a table kept there, and tells how far they are. Of all other
 * objects, and of keys that ride in the configuration, {@code others} tells. Thread-safe.
 */
public final class StoredKeys implements FleetListener, DeliveryView, OpenStores, AutoCloseable {
  /** Between two looks for keys without an object. */
  public static final Duration SWEEP = KeySweeper.APART;

  private final DeliveryView others;
  private final Delivery delivery;
  private final StoreOpener opener;
  private final KeyObjects objects;
  private final Supplier<Collection<ApiKey>> ending;
  private final Clock clock;
  private final KeyEndings endings;
  private final KeySweeper sweeper;
  private final Map<ObjectName, KeyLoop> loops = new ConcurrentHashMap<>();
  private final Map<ObjectName, Long> known = new ConcurrentHashMap<>();
  private final List<Consumer<Set<ObjectId>>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable FleetState state;

  /**
   * What lies outside.
   *
   * @param ending ApiKeys that are about to go
   */
  public record Outside(
      StoreOpener opener,
      KubernetesClient client,
      Events events,
      Supplier<Collection<ApiKey>> ending) {}

  /**
   * Keeps nothing before the first state.
   *
   * @param watched namespaces that this operator looks at; empty for all
   */
  public StoredKeys(
      DeliveryView others, Delivery delivery, Outside outside, Set<String> watched, Clock clock) {
    this.others = others;
    this.delivery = delivery;
    this.opener = outside.opener();
    this.objects = new KubeKeys(outside.client(), outside.events());
    this.ending = outside.ending();
    this.clock = clock;
    this.endings = new KeyEndings(objects, this::keeperOf, clock);
    this.sweeper = new KeySweeper(watched);
    endings.start();
  }

  /**
   * Looks for keys in stores that no ApiKey stands for.
   *
   * @return how many were refused
   */
  public synchronized int sweep() {
    FleetState now = state;
    if (now == null) {
      return 0;
    }
    Set<String> uids = new HashSet<>();
    now.set().keys().forEach(key -> uids.add(key.getMetadata().getUid()));
    ending.get().forEach(key -> uids.add(key.getMetadata().getUid()));
    Map<String, KeyKeeper> keepers = new HashMap<>();
    List<KeyItem> alive = new ArrayList<>();
    for (KeyLoop loop : loops.values()) {
      keepers.put(loop.keeper().gateway().uid(), loop.keeper());
      alive.addAll(loop.keeper().alive());
    }
    int refused = 0;
    for (KeyItem orphan : sweeper.look(alive, uids, clock.instant())) {
      KeyKeeper keeper = keepers.get(orphan.scope());
      if (keeper != null && keeper.bury(orphan)) {
        refused++;
      }
    }
    return refused;
  }

  @Override
  public void resolved(FleetState now, Set<ObjectId> changed) {
    state = now;
    Set<ObjectName> there = new HashSet<>();
    for (LlmGateway gateway : now.set().gateways()) {
      ObjectName name = ObjectName.of(gateway);
      // One that is not accepted any more goes on with what it has.
      there.add(name);
      if (now.fleet().gateways().contains(name)) {
        StoreEntry.DynamoDb tables = now.fleet().storeOf(name).dynamoDb();
        if (tables == null) {
          there.remove(name);
        } else {
          keep(now, gateway, tables);
        }
      }
    }
    loops.keySet().stream().filter(name -> !there.contains(name)).toList().forEach(this::end);
    endings.end(ending.get());
  }

  private void keep(FleetState now, LlmGateway gateway, StoreEntry.DynamoDb tables) {
    ObjectName name = ObjectName.of(gateway);
    GatewayRef ref = new GatewayRef(name.namespace(), name.name(), gateway.getMetadata().getUid());
    KeyLoop before = loops.get(name);
    if (before != null && !before.keeper().keeps(ref, tables)) {
      end(name);
    }
    loops
        .computeIfAbsent(name, _ -> KeyLoop.start(keeper(ref, tables)))
        .want(WantedKeys.of(now, name));
  }

  private KeyKeeper keeper(GatewayRef ref, StoreEntry.DynamoDb tables) {
    KeeperPorts ports =
        new KeeperPorts(
            opener,
            objects,
            keyIds -> {
              OptionalLong revision = delivery.keysChanged(ref, keyIds);
              // A configuration may wait for the table to hold them.
              delivery.changed(ref);
              return revision;
            },
            this::tell);
    return new KeyKeeper(ref, tables, ports, clock);
  }

  private void end(ObjectName gateway) {
    KeyLoop loop = loops.remove(gateway);
    known.remove(gateway);
    if (loop != null) {
      // The store may be slow, and who resolves the fleet must not wait for it.
      Thread.ofVirtual().name("end of " + gateway).start(loop::close);
    }
  }

  /** The keeper of the gateway that a key is of; null when that has no table or is not there. */
  private @Nullable KeyKeeper keeperOf(ApiKey key) {
    Ref ref = key.getSpec() == null ? null : key.getSpec().gatewayRef();
    if (ref == null) {
      return null;
    }
    String namespace = ref.namespace() == null ? key.getMetadata().getNamespace() : ref.namespace();
    return keeper(new ObjectName(namespace, ref.name()));
  }

  @Override
  public List<Kept> kept() {
    List<Kept> all = new ArrayList<>();
    loops.forEach((name, loop) -> {
      Store store = loop.keeper().store();
      if (store != null) {
        all.add(new Kept(name, loop.keeper().gateway().uid(), store));
      }
    });
    return all;
  }

  @Override
  public Set<String> takeTouched(Kept gateway) {
    KeyKeeper keeper = keeper(gateway.name());
    return keeper == null ? Set.of() : delivery.takeTouched(keeper.gateway());
  }

  /** Null when the gateway has no table or is not there. */
  @Nullable KeyKeeper keeper(ObjectName gateway) {
    KeyLoop loop = loops.get(gateway);
    return loop == null ? null : loop.keeper();
  }

  /**
   * Has texts honoured before anybody can read the newest. A key of a gateway without a table needs
   * none of it.
   *
   * @throws IllegalStateException when the store does not hold them yet
   */
  public void announce(ApiKey key, List<DigestEntry> digests) {
    KeyKeeper keeper = keeperOf(key);
    if (keeper != null && !keeper.announce(key.getMetadata().getUid(), digests)) {
      throw new IllegalStateException("the store does not hold the new text yet");
    }
  }

  /** Pods of a gateway told something: keys that all of them know now are looked at. */
  public void podsTold(ObjectName gateway) {
    KeyKeeper keeper = keeper(gateway);
    if (keeper == null) {
      return;
    }
    long all =
        delivery.keysProgress(keeper.gateway(), Long.MAX_VALUE).pods().stream()
            .mapToLong(PodProgress::generation)
            .min()
            .orElse(0);
    Long before = known.put(gateway, all);
    long told = before == null ? 0 : before;
    if (all > told) {
      Set<ObjectId> concerned = new HashSet<>();
      keeper.stored().values().stream()
          .filter(key -> key.revision() > told && key.revision() <= all)
          .forEach(key -> concerned.add(key.id()));
      tell(concerned);
    }
  }

  private void tell(Set<ObjectId> objects) {
    if (!objects.isEmpty()) {
      listeners.forEach(listener -> listener.accept(objects));
    }
  }

  @Override
  public Optional<ObjectDelivery> of(
      ObjectName gateway, ObjectId object, String uid, long generation) {
    KeyKeeper keeper = object.kind() == Kind.ApiKey ? keeper(gateway) : null;
    if (keeper == null) {
      return others.of(gateway, object, uid, generation);
    }
    StoredKey stored = keeper.stored(uid);
    if (stored == null || stored.generation() != generation) {
      return Optional.ofNullable(keeper.problem(uid))
          .map(why -> ObjectDelivery.kept(Reason.StoreUnavailable, why));
    }
    Progress progress = delivery.keysProgress(keeper.gateway(), stored.revision());
    boolean unheard =
        progress.in(PodProgress.State.Behind).stream().anyMatch(pod -> pod.generation() == 0);
    return unheard
        ? Optional.empty()
        : Optional.of(
            new ObjectDelivery(
                stored.revision(),
                progress.programmed(),
                progress.total(),
                progress.in(PodProgress.State.Silent).size(),
                List.of()));
  }

  @Override
  public Optional<GatewayDelivery> of(ObjectName gateway) {
    return others.of(gateway);
  }

  @Override
  public void listen(Consumer<Set<ObjectId>> changed) {
    listeners.add(changed);
    others.listen(changed);
  }

  @Override
  public void close() {
    endings.close();
    loops.values().forEach(KeyLoop::close);
    loops.clear();
  }
}
