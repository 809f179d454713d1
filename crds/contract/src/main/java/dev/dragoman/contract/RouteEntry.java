package dev.dragoman.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Public model names and where they go.
 *
 * @param name unique among routes; {@code namespace/name} when it comes from a manifest
 * @param uid what outlives a change of the entry: limits are kept by it
 * @param models the patterns that this route has won, see {@link ModelPattern}; of two routes
 *     without a match none has a pattern of the other
 * @param listed whether the exact names stand in the list of models
 * @param match conditions besides the name, null for none
 * @param callers whose keys consent is given to
 * @param backends at least one
 * @param policy how requests are carried
 */
public record RouteEntry(
    String name,
    String uid,
    List<String> models,
    boolean listed,
    State state,
    @Nullable MatchEntry match,
    NamespacesEntry callers,
    List<BackendEntry> backends,
    RoutePolicy policy) {
  /** Whether a route carries requests; a disabled one answers that it does not. */
  public enum State {
    Active,
    Disabled
  }

  /** A listed route that carries every caller's requests as usual. */
  public static RouteEntry of(String name, List<String> models, List<BackendEntry> backends) {
    return new RouteEntry(
        name,
        name,
        models,
        true,
        State.Active,
        null,
        NamespacesEntry.ALL,
        backends,
        RoutePolicy.DEFAULT);
  }

  public RouteEntry {
    Require.text(name, "name");
    Require.text(uid, "uid");
    models = List.copyOf(models);
    backends = List.copyOf(backends);
    Require.that(!models.isEmpty(), "a route has at least one model");
    Require.that(!backends.isEmpty() || state == State.Disabled, "an active route has a backend");
    models.forEach(ModelPattern::of);
    Require.unique(models, model -> model, "models");
    Require.unique(backends, BackendEntry::name, "backends");
  }

  /** The same route to other backends. */
  public RouteEntry withBackends(List<BackendEntry> others) {
    return new RouteEntry(name, uid, models, listed, state, match, callers, others, policy);
  }

  /** The same route, in the list of models or not. */
  public RouteEntry listed(boolean value) {
    return new RouteEntry(name, uid, models, value, state, match, callers, backends, policy);
  }
}
