package dev.dragoman.operator.status;

import dev.dragoman.resources.gateway.ConfigStatus;
import dev.dragoman.resources.gateway.Laggard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs on a gateway.
 *
 * @param config the newest that was published
 * @param ready pods that are ready
 * @param current of those, the ones that run it
 * @param rejected of those, the ones that refused it
 * @param silent of those, the ones that say nothing
 * @param laggards pods that do not run it
 * @param storeChange null while all of them use the store that the gateway names
 */
public record GatewayDelivery(
    ConfigStatus config,
    int ready,
    int current,
    int rejected,
    int silent,
    List<Laggard> laggards,
    @Nullable StoreChange storeChange) {
  public GatewayDelivery {
    laggards = List.copyOf(laggards);
  }
}
