package dev.dragoman.operator.status;

import dev.dragoman.resources.gateway.ConfigStatus;
import dev.dragoman.resources.gateway.Laggard;
import java.util.List;

/**
 * What runs on a gateway.
 *
 * @param config the newest that was published
 * @param ready pods that are ready
 * @param current of those, the ones that run it
 * @param rejected of those, the ones that refused it
 * @param silent of those, the ones that say nothing
 * @param laggards pods that do not run it
 */
public record GatewayDelivery(
    ConfigStatus config, int ready, int current, int rejected, int silent, List<Laggard> laggards) {
  public GatewayDelivery {
    laggards = List.copyOf(laggards);
  }
}
