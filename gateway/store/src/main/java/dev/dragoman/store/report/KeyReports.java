package dev.dragoman.store.report;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.store.Store;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reports on the keys of a gateway.
 *
 * @param scope uid of the gateway
 * @param quotas of the gateway
 * @param currencies in which something may have been counted
 */
public record KeyReports(String scope, List<QuotaEntry> quotas, SortedSet<String> currencies) {
  /** What usage is counted under that has no price. */
  private static final String USUAL_CURRENCY = "USD";

  private static final int PAGE = 100;

  public KeyReports {
    quotas = List.copyOf(quotas);
    currencies = new TreeSet<>(currencies);
  }

  /** Reports on the keys of this configuration's gateway. */
  public static KeyReports of(GatewayConfig config) {
    SortedSet<String> currencies = new TreeSet<>(List.of(USUAL_CURRENCY));
    for (ProviderEntry provider : config.providers()) {
      provider.models().stream()
          .filter(model -> model.price() != null)
          .forEach(model -> currencies.add(model.price().currency()));
    }
    return new KeyReports(config.gateway().uid(), config.quotas(), currencies);
  }

  /** How these keys stand, in their order; fails as the store does. */
  public CompletableFuture<List<KeyReport>> read(
      WindowStore windows, List<ReportedKey> keys, Instant now) {
    List<KeyWindows> counted = windowsOf(keys, now);
    return windows
        .read(idsOf(counted))
        .thenApply(states -> {
          Map<WindowId, WindowState> byId = new HashMap<>();
          states.forEach(state -> byId.put(state.id(), state));
          return counted.stream().map(key -> key.report(byId, now)).toList();
        });
  }

  /** What is known of a key while the store cannot be reached. */
  public KeyReport unread(ReportedKey key, Instant now) {
    return windowsOf(List.of(key), now).getFirst().report(Map.of(), null);
  }

  /** The windows that count what these keys do now. */
  public List<WindowId> windows(List<ReportedKey> keys, Instant now) {
    return idsOf(windowsOf(keys, now));
  }

  private static List<WindowId> idsOf(List<KeyWindows> counted) {
    return counted.stream().map(KeyWindows::ids).flatMap(Collection::stream).distinct().toList();
  }

  private List<KeyWindows> windowsOf(List<ReportedKey> keys, Instant now) {
    return keys.stream().map(key -> new KeyWindows(scope, key, currencies, now)).toList();
  }

  /** A key of this gateway. */
  public ReportedKey key(KeyEntry entry, KeyItem.Source source) {
    return ReportedKey.of(entry, source, quotas);
  }

  /**
   * All keys of the gateway by name: those of manifests, and those that live in the store alone.
   *
   * @param ofManifests as the configuration has them
   */
  public CompletableFuture<List<ReportedKey>> keys(KeyStore store, List<KeyEntry> ofManifests) {
    return pages(store, null, new ArrayList<>())
        .thenApply(items -> {
          List<ReportedKey> keys = new ArrayList<>();
          ofManifests.forEach(entry -> keys.add(key(entry, KeyItem.Source.Manifest)));
          items.stream()
              .filter(item -> item.source() == KeyItem.Source.Admin && !item.isDeleted())
              .forEach(item -> keys.add(key(item.entry(), KeyItem.Source.Admin)));
          keys.sort((left, right) -> left.entry().name().compareTo(right.entry().name()));
          return List.copyOf(keys);
        });
  }

  private CompletableFuture<List<KeyItem>> pages(
      KeyStore store, @Nullable String after, List<KeyItem> found) {
    return store
        .list(scope, after, PAGE)
        .thenCompose(page -> {
          found.addAll(page);
          return page.size() < PAGE
              ? CompletableFuture.completedFuture(found)
              : pages(store, page.getLast().entry().keyId(), found);
        });
  }

  /** All of it: every key of the gateway, and how it stands. */
  public CompletableFuture<List<KeyReport>> readAll(
      Store store, List<KeyEntry> ofManifests, Instant now) {
    return keys(store.keys(), ofManifests).thenCompose(keys -> read(store.windows(), keys, now));
  }
}
