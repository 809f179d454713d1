package dev.dragoman.gateway.config;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.RouteEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route is made of.
 *
 * @param providers those of its backends, in their order; null where there is none of the name
 */
record RouteSource(
    RouteEntry entry, List<@Nullable Compiled<ProviderSource, RuntimeProvider>> providers) {
  static RouteSource of(
      RouteEntry entry, CompiledEntries<ProviderSource, RuntimeProvider> providers) {
    List<@Nullable Compiled<ProviderSource, RuntimeProvider>> named =
        new ArrayList<>(entry.backends().size());
    for (BackendEntry backend : entry.backends()) {
      named.add(providers.find(backend.provider()));
    }
    return new RouteSource(entry, named);
  }

  String name() {
    return entry.name();
  }
}
