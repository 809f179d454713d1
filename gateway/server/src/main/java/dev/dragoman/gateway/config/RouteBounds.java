package dev.dragoman.gateway.config;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.LimitEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.RoutePolicy;
import dev.dragoman.contract.RoutePolicy.Limits.Per;
import dev.dragoman.gateway.limit.Bound;
import dev.dragoman.gateway.limit.Bounds;
import dev.dragoman.gateway.limit.Subject;
import dev.dragoman.gateway.limit.Subject.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What bounds the requests of a route.
 *
 * @param shared by all of them
 * @param limits of each key of its own
 */
public record RouteBounds(String uid, String name, List<Bound> shared, List<LimitEntry> limits) {
  /** Of a route that has none. */
  public static final RouteBounds NONE = new RouteBounds("", "", List.of(), List.of());

  public RouteBounds {
    shared = List.copyOf(shared);
    limits = List.copyOf(limits);
  }

  static RouteBounds of(RouteEntry route) {
    RoutePolicy.Limits limits = route.policy().limits();
    if (limits == null || limits.bounds().isEmpty()) {
      return NONE;
    }
    Subject subject = new Subject(Kind.ROUTE, route.uid(), route.name());
    return limits.per() == Per.Route
        ? new RouteBounds(route.uid(), route.name(), Bounds.of(subject, limits.bounds()), List.of())
        : new RouteBounds(route.uid(), route.name(), List.of(), limits.bounds());
  }

  /** The bounds of a request; callers without a key have theirs in common. */
  public List<Bound> of(@Nullable KeyEntry key) {
    if (limits.isEmpty()) {
      return shared;
    }
    String caller = key == null ? "anonymous" : key.uid();
    return Bounds.of(new Subject(Kind.ROUTE, uid + "/" + caller, name), limits);
  }
}
