package dev.dragoman.contract;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one shard, each kind by name.
 *
 * @param gateway in the shard of the gateway's own name
 */
record ShardContent(
    @Nullable GatewayEntry gateway,
    List<ProviderEntry> providers,
    List<RouteEntry> routes,
    List<KeyEntry> keys,
    List<QuotaEntry> quotas) {
  ShardContent {
    providers = providers.stream().sorted(Comparator.comparing(ProviderEntry::name)).toList();
    routes = routes.stream().sorted(Comparator.comparing(RouteEntry::name)).toList();
    keys = keys.stream().sorted(Comparator.comparing(KeyEntry::name)).toList();
    quotas = quotas.stream().sorted(Comparator.comparing(QuotaEntry::name)).toList();
  }
}
