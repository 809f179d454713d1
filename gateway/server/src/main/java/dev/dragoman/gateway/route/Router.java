package dev.dragoman.gateway.route;

import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.config.RuntimeBackend;
import dev.dragoman.gateway.config.RuntimeConfig;
import dev.dragoman.gateway.config.RuntimeRoute;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Finds where a request goes. Pure: chance is passed in. */
public final class Router {
  /** Clients mark the long-context variant of a model so; the model itself has the plain name. */
  private static final String LONG_CONTEXT = "[1m]";

  private final BackendOrder order;

  /**
   * A router.
   *
   * @param random for a bound, a number from 0 up to, not including, the bound
   */
  public Router(IntUnaryOperator random) {
    this.order = new BackendOrder(random);
  }

  /**
   * The plan for {@code model}.
   *
   * @throws GatewayException {@code NOT_FOUND} for a name that is not served, {@code PERMISSION}
   *     for one that the caller's key does not cover, {@code UNAVAILABLE} while its route is
   *     disabled
   */
  public RoutePlan route(RuntimeConfig config, Caller caller, String model) {
    String name =
        model.endsWith(LONG_CONTEXT)
            ? model.substring(0, model.length() - LONG_CONTEXT.length())
            : model;
    RuntimeRoute route = config.route(name);
    if (route == null) {
      throw GatewayException.of(
          ErrorKind.NOT_FOUND,
          "the model \""
              + shortened(model)
              + "\" is not served here; GET /v1/models lists what is");
    }
    if (!caller.mayCall(route.name(), route.callers(), name)) {
      throw GatewayException.of(
          ErrorKind.PERMISSION, "this API key may not use the model \"" + shortened(name) + "\"");
    }
    if (!route.isActive()) {
      throw GatewayException.of(
          ErrorKind.UNAVAILABLE,
          "the model \"" + shortened(name) + "\" is switched off on this gateway");
    }
    List<PlannedTarget> targets = new ArrayList<>(route.backends().size());
    for (RuntimeBackend backend : order.of(route.backends())) {
      targets.add(new PlannedTarget(backend, backend.target(name)));
    }
    return new RoutePlan(route.name(), model, targets, route.policy());
  }

  private static String shortened(String model) {
    return model.length() > 200 ? model.substring(0, 200) + "…" : model;
  }
}
