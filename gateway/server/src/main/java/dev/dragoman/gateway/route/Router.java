package dev.dragoman.gateway.route;

import dev.dragoman.contract.ModelEntry;
import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.config.RuntimeBackend;
import dev.dragoman.gateway.config.RuntimeConfig;
import dev.dragoman.gateway.config.RuntimeRoute;
import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.util.List;

/** Finds where a request goes. Pure. */
public final class Router {
  /** Clients mark the long-context variant of a model so; the model itself has the plain name. */
  private static final String LONG_CONTEXT = "[1m]";

  private final Families families;

  public Router(Families families) {
    this.families = families;
  }

  /**
   * The plan for {@code model}.
   *
   * @throws GatewayException {@code NOT_FOUND} for a name that is not served, {@code PERMISSION}
   *     for one that the caller's key does not cover
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
          ErrorKind.PERMISSION, "this API key may not use the model \"" + name + "\"");
    }
    List<PlannedTarget> targets =
        route.backends().stream().map(backend -> targetOf(backend, name)).toList();
    return new RoutePlan(route.name(), model, targets);
  }

  private PlannedTarget targetOf(RuntimeBackend backend, String publicModel) {
    String model = backend.model() == null ? publicModel : backend.model();
    Capabilities built = families.of(backend.protocol().id(), model);
    ModelEntry said = backend.models().get(model);
    return new PlannedTarget(
        backend, new Target(model, said == null ? built : SaidCapabilities.over(built, said)));
  }

  private static String shortened(String model) {
    return model.length() > 200 ? model.substring(0, 200) + "…" : model;
  }
}
