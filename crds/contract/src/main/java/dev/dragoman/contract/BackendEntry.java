package dev.dragoman.contract;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a route goes.
 *
 * @param name unique in its route
 * @param provider name of a {@link ProviderEntry}
 * @param model the upstream's name of the model; null for the name that was asked for
 * @param weight share within its tier; one of 0 takes no requests, be they first ones or failovers
 * @param priority tier, the lowest is tried first
 * @param timeouts the backend's own where it says so, else the route's
 * @param headers changes to the request's headers, null for none
 * @param set top-level fields of the request body, as JSON texts
 */
public record BackendEntry(
    String name,
    String provider,
    @Nullable String model,
    int weight,
    int priority,
    TimeoutsEntry timeouts,
    @Nullable HeadersEntry headers,
    Map<String, String> set) {
  public static final int DEFAULT_WEIGHT = 1;

  /** A backend of the first tier. */
  public static BackendEntry of(
      String name, String provider, @Nullable String model, TimeoutsEntry timeouts) {
    return new BackendEntry(name, provider, model, DEFAULT_WEIGHT, 0, timeouts, null, Map.of());
  }

  public BackendEntry {
    Require.text(name, "name");
    Require.text(provider, "provider");
    Require.within(0, 1_000_000, weight, "weight");
    Require.within(0, 15, priority, "priority");
    set = Require.sorted(set);
  }

  /** Whether requests go there at all. */
  public boolean takesRequests() {
    return weight > 0;
  }
}
