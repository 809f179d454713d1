package dev.dragoman.gateway.config;

import dev.dragoman.contract.ModelEntry;
import dev.dragoman.contract.PriceEntry;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.upstream.Upstream;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place where a route goes, with everything needed to call it.
 *
 * @param dialect how the upstream deviates from the protocol
 * @param target the model that is called, null for the one that was asked for
 * @param weight share within its tier, at least 1: a backend that has none is not here
 * @param priority tier, the lowest is tried first
 * @param models what the provider says of its models, by name
 */
public record RuntimeBackend(
    String provider,
    UpstreamProtocol protocol,
    Dialect dialect,
    Upstream upstream,
    @Nullable Target target,
    int weight,
    int priority,
    TimeoutsEntry timeouts,
    Map<String, ModelEntry> models) {
  public RuntimeBackend {
    if (weight < 1) {
      throw new IllegalArgumentException("a backend of weight " + weight + " takes no requests");
    }
    models = Map.copyOf(models);
  }

  /** The model that is called when {@code publicModel} is asked for. */
  public Target target(String publicModel) {
    return target == null ? ModelTargets.of(protocol.id(), dialect, models, publicModel) : target;
  }

  /** What one of its models costs, null where nobody said. */
  public @Nullable PriceEntry price(String name) {
    ModelEntry entry = models.get(name);
    return entry == null ? null : entry.price();
  }
}
