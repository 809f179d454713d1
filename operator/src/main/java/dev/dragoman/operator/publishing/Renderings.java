package dev.dragoman.operator.publishing;

import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.EnvelopeKeySet;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.fleet.ConfigRenderer;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.delivery.Rendering;
import dev.dragoman.operator.fleets.FleetState;
import dev.dragoman.operator.fleets.ObjectFacts;
import dev.dragoman.operator.informers.SecretBook;
import dev.dragoman.resources.LlmGateway;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each gateway should run on, from the state of the fleet. Thread-safe. */
public final class Renderings {
  /** Annotation of an LlmGateway that keeps it at a generation. */
  private static final String HOLD = "dragoman.dev/hold-generation";

  /** The configuration has long forgotten a key that is gone; a deny outlives every slow pod. */
  private static final Duration DENIED = Duration.ofMinutes(10);

  private final ConfigRenderer renderer;
  private final SecretBook secrets;
  private final Supplier<Optional<EnvelopeKeySet>> envelopeKeys;
  private final Clock clock;
  private final Map<ObjectName, Memory> memories = new ConcurrentHashMap<>();

  /**
   * Renderings.
   *
   * @param envelopeKeys the fleet's, empty while they are not known: they travel with the
   *     credentials, since no pod reads the Secret that they are kept in
   */
  public Renderings(
      ConfigRenderer renderer,
      SecretBook secrets,
      Supplier<Optional<EnvelopeKeySet>> envelopeKeys,
      Clock clock) {
    this.renderer = renderer;
    this.secrets = secrets;
    this.envelopeKeys = envelopeKeys;
    this.clock = clock;
  }

  /**
   * What was rendered last.
   *
   * @param store that it names
   * @param former the store before it, null when no pod can be using it
   * @param objects by uid
   * @param keyIds of keys that were honoured
   * @param gone of keys that are not any more, and since when
   */
  private record Memory(
      StoreEntry store,
      @Nullable FormerStore former,
      Map<String, ObjectId> objects,
      List<String> keyIds,
      Map<String, Instant> gone) {}

  /**
   * A store that some pods may still use.
   *
   * @param version {@code metadata.generation} of the LlmGateway that first named {@code next}
   */
  record FormerStore(StoreEntry entry, StoreEntry next, long version) {}

  /** What a gateway should run on. */
  Rendering of(FleetState state, ObjectName gateway) {
    GatewayConfig config = renderer.render(state.fleet(), gateway, 0);
    Map<String, ObjectId> objects = objects(config, gateway);
    Map<String, Long> versions = versions(state, objects);
    long version = versions.getOrDefault(config.gateway().uid(), 0L);
    Memory memory =
        memories.compute(
            gateway,
            (_, before) ->
                remembered(before, config, gone(before, state, gateway, config), version, objects));
    Denials denials = renderer.denials(state.fleet(), gateway, clock.instant(), 0);
    List<String> refused =
        Stream.concat(denials.keyIds().stream(), memory.gone.keySet().stream()).toList();
    return new Rendering(
        config,
        credentials(config),
        new Denials(0, refused, denials.uids(), denials.withdrawn()),
        versions,
        hold(state, gateway),
        state.seen());
  }

  private Memory remembered(
      @Nullable Memory before,
      GatewayConfig config,
      Map<String, Instant> gone,
      long version,
      Map<String, ObjectId> objects) {
    List<String> keyIds = config.keys().stream().map(KeyEntry::keyId).toList();
    StoreEntry store = config.gateway().store();
    return new Memory(store, former(before, store, version), objects, keyIds, gone);
  }

  /** Keys that are honoured no more; those that went into a table still are. */
  private Map<String, Instant> gone(
      @Nullable Memory before, FleetState state, ObjectName gateway, GatewayConfig config) {
    if (before == null) {
      return Map.of();
    }
    Instant now = clock.instant();
    Map<String, Instant> gone = new TreeMap<>(before.gone);
    before.keyIds.forEach(keyId -> gone.putIfAbsent(keyId, now));
    config.keys().forEach(key -> gone.remove(key.keyId()));
    state.fleet().keysOf(gateway).forEach(key -> gone.remove(key.keyId()));
    gone.values().removeIf(since -> since.plus(DENIED).isBefore(now));
    return gone;
  }

  private static @Nullable FormerStore former(
      @Nullable Memory before, StoreEntry store, long version) {
    if (before == null) {
      return null;
    }
    return before.store.equals(store)
        ? before.former
        : new FormerStore(before.store, store, version);
  }

  /** The store that some pods of a gateway may still use, null when none does. */
  @Nullable FormerStore formerStore(ObjectName gateway) {
    Memory memory = memories.get(gateway);
    return memory == null ? null : memory.former;
  }

  /** All pods use the store that came after this one. */
  void left(ObjectName gateway, FormerStore former) {
    memories.computeIfPresent(
        gateway,
        (_, memory) ->
            former.equals(memory.former)
                ? new Memory(memory.store, null, memory.objects, memory.keyIds, memory.gone)
                : memory);
  }

  /** The objects of a gateway's configuration by uid. */
  Map<String, ObjectId> objects(ObjectName gateway) {
    Memory memory = memories.get(gateway);
    return memory == null ? Map.of() : memory.objects;
  }

  /** A gateway is gone. */
  void forget(ObjectName gateway) {
    memories.remove(gateway);
  }

  private static Map<String, ObjectId> objects(GatewayConfig config, ObjectName gateway) {
    Map<String, ObjectId> objects = new HashMap<>();
    objects.put(config.gateway().uid(), new ObjectId(Kind.LlmGateway, gateway));
    for (RouteEntry route : config.routes()) {
      objects.put(route.uid(), new ObjectId(Kind.LlmRoute, ObjectName.parse(route.name())));
    }
    for (KeyEntry key : config.keys()) {
      objects.put(key.uid(), new ObjectId(Kind.ApiKey, ObjectName.parse(key.name())));
    }
    for (QuotaEntry quota : config.quotas()) {
      objects.put(quota.uid(), new ObjectId(Kind.LlmQuota, ObjectName.parse(quota.name())));
    }
    return objects;
  }

  private static Map<String, Long> versions(FleetState state, Map<String, ObjectId> objects) {
    Map<String, Long> versions = new HashMap<>();
    objects.forEach((uid, id) -> {
      ObjectFacts facts = state.facts().get(id);
      Long generation = facts == null ? null : facts.verdict().generation();
      if (generation != null) {
        versions.put(uid, generation);
      }
    });
    return versions;
  }

  private Credentials credentials(GatewayConfig config) {
    Map<String, String> values = new TreeMap<>();
    for (CredentialRef ref : config.credentials()) {
      String value = secrets.value(ref);
      if (value != null) {
        values.put(ref.name(), value);
      }
    }
    envelopeKeys.get().ifPresent(keys -> values.putAll(keys.values()));
    return new Credentials(0, values);
  }

  /** A number that makes no sense holds nothing. */
  private static @Nullable Long hold(FleetState state, ObjectName gateway) {
    for (LlmGateway object : state.set().gateways()) {
      Map<String, String> annotations = object.getMetadata().getAnnotations();
      String text = annotations == null ? null : annotations.get(HOLD);
      if (text != null && ObjectName.of(object).equals(gateway) && text.matches("[0-9]{1,15}")) {
        return Long.valueOf(text);
      }
    }
    return null;
  }
}
