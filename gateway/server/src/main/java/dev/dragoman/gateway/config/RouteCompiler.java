package dev.dragoman.gateway.config;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.ModelPattern;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.gateway.upstream.http.HttpAccounts;
import dev.dragoman.protocol.codec.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one route. */
final class RouteCompiler {
  private final RouteSource source;
  private final HttpAccounts.Draft accounts;
  private final List<RuntimeBackend> backends = new ArrayList<>();
  private final List<String> problems = new ArrayList<>(0);

  private RouteCompiler(RouteSource source, HttpAccounts.Draft accounts) {
    this.source = source;
    this.accounts = accounts;
  }

  /**
   * The route to those of its backends that can be served; left out while it is active and there
   * are none.
   *
   * @throws IllegalArgumentException when it names a provider that is not there
   */
  static Compiled<RouteSource, RuntimeRoute> compile(
      RouteSource source, HttpAccounts.Draft accounts) {
    List<NotHonoured> unbuilt = NotHonoured.in(source.entry());
    return unbuilt.isEmpty()
        ? new RouteCompiler(source, accounts).route()
        : Compiled.leftOut(source, "route " + source.name() + " " + NotHonoured.reason(unbuilt));
  }

  private Compiled<RouteSource, RuntimeRoute> route() {
    RouteEntry entry = source.entry();
    for (int i = 0; i < entry.backends().size(); i++) {
      add(entry.backends().get(i), source.providers().get(i));
    }
    if (backends.isEmpty() && entry.state() == RouteEntry.State.Active) {
      problems.add("route " + entry.name() + " is left out: none of its backends is served");
      return new Compiled<>(source, null, problems);
    }
    backends.sort(Comparator.comparingInt(RuntimeBackend::priority));
    return new Compiled<>(
        source,
        new RuntimeRoute(
            entry.name(),
            entry.models().stream().map(ModelPattern::of).toList(),
            entry.state(),
            entry.listed(),
            entry.callers(),
            backends,
            RuntimePolicy.of(entry)),
        problems);
  }

  private void add(
      BackendEntry backend, @Nullable Compiled<ProviderSource, RuntimeProvider> provider) {
    if (provider == null) {
      throw new IllegalArgumentException(
          "route " + source.name() + ": there is no provider " + backend.provider());
    }
    List<NotHonoured> unbuilt = NotHonoured.in(backend);
    if (!unbuilt.isEmpty()) {
      problems.add(
          "backend "
              + backend.name()
              + " of route "
              + source.name()
              + " "
              + NotHonoured.reason(unbuilt));
      return;
    }
    RuntimeProvider served = provider.made();
    if (served != null && backend.takesRequests()) {
      backends.add(
          new RuntimeBackend(
              backend.provider(),
              served.protocol(),
              served.dialect(),
              served.uplink().upstream(backend.timeouts().connect(), accounts),
              backend.model() == null ? null : targetOf(served, backend.model()),
              backend.weight(),
              backend.priority(),
              backend.timeouts(),
              served.models()));
    }
  }

  private static Target targetOf(RuntimeProvider provider, String model) {
    return ModelTargets.of(provider.protocol().id(), provider.dialect(), provider.models(), model);
  }
}
