package dev.dragoman.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the entries of one shard, or of all of them. */
final class ShardBuilder {
  private final List<ProviderEntry> providers = new ArrayList<>();
  private final List<RouteEntry> routes = new ArrayList<>();
  private final List<KeyEntry> keys = new ArrayList<>();
  private final List<QuotaEntry> quotas = new ArrayList<>();
  private @Nullable GatewayEntry gateway;

  void add(GatewayEntry entry) {
    Require.that(gateway == null, "a configuration is of one gateway");
    gateway = entry;
  }

  void add(ProviderEntry entry) {
    providers.add(entry);
  }

  void add(RouteEntry entry) {
    routes.add(entry);
  }

  void add(KeyEntry entry) {
    keys.add(entry);
  }

  void add(QuotaEntry entry) {
    quotas.add(entry);
  }

  void addAll(ShardContent content) {
    if (content.gateway() != null) {
      add(content.gateway());
    }
    providers.addAll(content.providers());
    routes.addAll(content.routes());
    keys.addAll(content.keys());
    quotas.addAll(content.quotas());
  }

  ShardContent content() {
    return new ShardContent(gateway, providers, routes, keys, quotas);
  }

  GatewayConfig config(int contractVersion, long generation) {
    GatewayEntry whole = gateway;
    if (whole == null) {
      throw new ContractException("", "no shard holds the gateway");
    }
    providers.sort(Comparator.comparing(ProviderEntry::name));
    routes.sort(Comparator.comparing(RouteEntry::name));
    keys.sort(Comparator.comparing(KeyEntry::name));
    quotas.sort(Comparator.comparing(QuotaEntry::name));
    return new GatewayConfig(contractVersion, generation, whole, providers, routes, keys, quotas);
  }
}
