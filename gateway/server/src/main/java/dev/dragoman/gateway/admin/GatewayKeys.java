package dev.dragoman.gateway.admin;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.gateway.admin.AdminException.Kind;
import dev.dragoman.store.Store;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.report.KeyReports;
import dev.dragoman.store.report.ReportedKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the gateway, wherever they live.
 *
 * @param store in use, null where there is none
 * @param config in force, null before there is one
 */
record GatewayKeys(
    Supplier<@Nullable Store> store, Supplier<@Nullable GatewayConfig> config, Clock clock) {
  GatewayConfig inForce() {
    GatewayConfig now = config.get();
    if (now == null) {
      throw new AdminException(
          Kind.StoreUnavailable, "the gateway has no configuration yet; try again soon");
    }
    return now;
  }

  Store opened() {
    Store now = store.get();
    if (now == null) {
      throw new AdminException(Kind.StoreUnavailable, "the store could not be opened; see the log");
    }
    return now;
  }

  String scope() {
    return inForce().gateway().uid();
  }

  KeyReports reports() {
    return KeyReports.of(inForce());
  }

  Optional<KeyEntry> ofManifest(String keyId) {
    return inForce().keys().stream().filter(key -> key.keyId().equals(keyId)).findFirst();
  }

  /** The item of a key that lives in the store alone; fails with {@link Kind#NotFound}. */
  CompletableFuture<KeyItem> ofStore(String keyId) {
    return opened()
        .keys()
        .find(scope(), keyId)
        .thenApply(found ->
            found
                .filter(item -> !item.isDeleted())
                .orElseThrow(
                    () -> new AdminException(Kind.NotFound, "there is no key of the id " + keyId)));
  }

  /** A key by its public id; fails with {@link Kind#NotFound}. */
  CompletableFuture<ReportedKey> find(String keyId) {
    KeyReports reports = reports();
    return ofManifest(keyId)
        .map(
            entry -> CompletableFuture.completedFuture(reports.key(entry, KeyItem.Source.Manifest)))
        .orElseGet(
            () -> ofStore(keyId).thenApply(item -> reports.key(item.entry(), item.source())));
  }

  CompletableFuture<List<ReportedKey>> all() {
    return reports().keys(opened().keys(), inForce().keys());
  }

  CompletableFuture<List<KeyReport>> read(List<ReportedKey> keys) {
    return reports().read(opened().windows(), keys, clock.instant());
  }

  CompletableFuture<KeyReport> read(ReportedKey key) {
    return read(List.of(key)).thenApply(List::getFirst);
  }
}
