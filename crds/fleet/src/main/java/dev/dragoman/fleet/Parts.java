package dev.dragoman.fleet;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.RouteEntry;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every object by itself. Reading one depends on the object and on the labels of namespaces alone,
 * so objects that are still the same as in {@code earlier} are not read again: resources are not
 * changed in place, a new state is a new object.
 */
final class Parts {
  final Map<ObjectName, GatewayPart> gateways;
  final Map<ObjectName, ProviderPart> providers;
  final Map<ObjectName, RoutePart> routes;
  final Map<ObjectName, KeyPart> keys;
  final Map<ObjectName, QuotaPart> quotas;
  final Shelf<RoutePart> routeShelf;
  final Shelf<KeyPart> keyShelf;
  final Remembered<RoutePart, RouteEntry> routeEntries;
  final Remembered<KeyPart, KeyEntry> keyEntries;
  private final NamespaceLabels labels;
  private final List<Origin> unreadable = new ArrayList<>(0);
  private final IdentityHashMap<HasMetadata, Object> read;
  private IdentityHashMap<HasMetadata, Object> known;

  Parts(ResourceSet set, Honoured honoured, @Nullable Parts earlier) {
    this.labels = set.outside().labels();
    this.known =
        earlier != null && earlier.labels.equals(labels) ? earlier.read : new IdentityHashMap<>();
    this.read = new IdentityHashMap<>(Math.max(16, set.size()));
    this.routeEntries = new Remembered<>(earlier == null ? null : earlier.routeEntries);
    this.keyEntries = new Remembered<>(earlier == null ? null : earlier.keyEntries);
    this.gateways =
        all(
            set.gateways(),
            GatewayPart.class,
            gateway -> GatewayPart.of(gateway, honoured, set.outside()));
    this.providers =
        all(
            set.providers(),
            ProviderPart.class,
            provider -> ProviderPart.of(provider, honoured, labels));
    this.routeShelf =
        shelf(
            set.routes(),
            RoutePart.class,
            route -> RoutePart.of(route, honoured, labels),
            RoutePart::origin,
            earlier == null ? null : earlier.routeShelf);
    this.keyShelf =
        shelf(
            set.keys(),
            KeyPart.class,
            key -> KeyPart.of(key, honoured),
            KeyPart::origin,
            earlier == null ? null : earlier.keyShelf);
    this.routes = routeShelf.byName();
    this.keys = keyShelf.byName();
    this.quotas =
        all(set.quotas(), QuotaPart.class, quota -> QuotaPart.of(quota, honoured, labels));
    if (set.outside().mode() == ResourceSet.Mode.Directory && gateways.isEmpty()) {
      GatewayPart implicit = GatewayPart.ofDirectory();
      gateways.put(implicit.origin().name(), implicit);
    }
  }

  private <O extends HasMetadata, P> Map<ObjectName, P> all(
      List<O> objects, Class<P> type, Function<O, P> reader) {
    Map<ObjectName, P> parts = HashMap.newHashMap(objects.size());
    for (O object : objects) {
      P part = part(object, type, reader);
      if (part != null) {
        parts.putIfAbsent(ObjectName.of(object), part);
      }
    }
    return parts;
  }

  private <O extends HasMetadata, P> Shelf<P> shelf(
      List<O> objects,
      Class<P> type,
      Function<O, P> reader,
      Function<P, Origin> origin,
      @Nullable Shelf<P> before) {
    List<P> parts = new ArrayList<>(objects.size());
    boolean anew = false;
    for (O object : objects) {
      anew |= !known.containsKey(object);
      P part = part(object, type, reader);
      if (part != null) {
        parts.add(part);
      }
    }
    return Shelf.of(parts, anew, origin, before);
  }

  /** Null for an object that cannot be read. */
  private <O extends HasMetadata, P> @Nullable P part(
      O object, Class<P> type, Function<O, P> reader) {
    Object same = known.get(object);
    Object part = same == null ? read(object, reader) : same;
    read.put(object, part);
    if (part instanceof Origin origin) {
      unreadable.add(origin);
      return null;
    }
    return type.cast(part);
  }

  private static <O extends HasMetadata, P> Object read(O object, Function<O, P> reader) {
    Object spec = object instanceof CustomResource<?, ?> resource ? resource.getSpec() : null;
    List<Problem> missing = SpecCheck.problems(spec, Unread.of(object));
    return missing.isEmpty()
        ? reader.apply(object)
        : Origin.of(Kind.valueOf(object.getKind()), object, missing);
  }

  /** Lets go of the earlier parts, so that no chain of old fleets is kept. */
  void settle() {
    known = new IdentityHashMap<>();
    routeEntries.settle();
    keyEntries.settle();
  }

  /** The gateway that takes everything, null when gateways are named. */
  @Nullable GatewayPart implicitGateway() {
    if (gateways.size() != 1) {
      return null;
    }
    GatewayPart only = gateways.values().iterator().next();
    return only.implicit() ? only : null;
  }

  /** Where every object that somebody wrote came from. */
  Stream<Origin> origins() {
    return Stream.of(
            unreadable.stream(),
            gateways.values().stream()
                .filter(gateway -> !gateway.implicit())
                .map(GatewayPart::origin),
            providers.values().stream().map(ProviderPart::origin),
            routes.values().stream().map(RoutePart::origin),
            keys.values().stream().map(KeyPart::origin),
            quotas.values().stream().map(QuotaPart::origin))
        .flatMap(origins -> origins);
  }
}
