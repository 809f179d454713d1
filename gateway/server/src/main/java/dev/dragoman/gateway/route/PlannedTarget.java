package dev.dragoman.gateway.route;

import dev.dragoman.contract.PriceEntry;
import dev.dragoman.gateway.config.RuntimeBackend;
import dev.dragoman.protocol.codec.Target;
import org.jspecify.annotations.Nullable;

/** One place where a request may go, with what its model takes. */
public record PlannedTarget(RuntimeBackend backend, Target target) {
  /** What its model costs, null where nobody said. */
  public @Nullable PriceEntry price() {
    return backend.price(target.model());
  }
}
