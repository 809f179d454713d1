package dev.dragoman.gateway.config;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.StoredResponsesEntry;
import dev.dragoman.gateway.auth.KnownKeys.KnownKey;
import dev.dragoman.gateway.upstream.http.HttpMedia;
import dev.dragoman.protocol.envelope.KeyRing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a configuration, entry by entry, and what the next one can take over.
 *
 * @param media fetches media, null when they are not fetched
 */
record CompiledConfig(
    CompiledEntries<ProviderSource, RuntimeProvider> providers,
    CompiledEntries<KeyEntry, KnownKey> keys,
    CompiledEntries<RouteSource, RuntimeRoute> routes,
    @Nullable HttpMedia media) {
  /** Nothing was compiled yet. */
  static final CompiledConfig NONE =
      new CompiledConfig(
          CompiledEntries.none(), CompiledEntries.none(), CompiledEntries.none(), null);

  /**
   * The snapshot that requests run on.
   *
   * @param config that this was made of
   * @param envelopeKeys that came with it
   */
  RuntimeConfig snapshot(GatewayConfig config, KeyRing envelopeKeys, Instant now) {
    StoredResponsesEntry responses = config.storedResponses();
    return new RuntimeConfig(
        config.generation(),
        now,
        config.policy(),
        responses == null ? null : responses.keepFor(),
        media,
        keysById(),
        index(),
        problems(),
        envelopeKeys,
        quotas(config));
  }

  /** Lets go of what {@code next} did not take over. */
  void replacedBy(CompiledConfig next) {
    if (media != null && !media.equals(next.media)) {
      media.close();
    }
  }

  private static Map<String, RuntimeQuota> quotas(GatewayConfig config) {
    Map<String, RuntimeQuota> byUid = HashMap.newHashMap(config.quotas().size());
    config.quotas().forEach(entry -> byUid.put(entry.uid(), RuntimeQuota.of(entry)));
    return byUid;
  }

  private Map<String, KnownKey> keysById() {
    Map<String, KnownKey> byId = HashMap.newHashMap(keys.count());
    keys.made().forEach(key -> byId.put(key.entry().keyId(), key));
    return byId;
  }

  private ModelIndex index() {
    ModelIndex.Builder index = new ModelIndex.Builder();
    routes.made().forEach(index::add);
    return index.build();
  }

  private List<String> problems() {
    return Stream.of(providers.problems(), keys.problems(), routes.problems())
        .flatMap(problems -> problems)
        .toList();
  }

  /** How long a request can take. */
  Duration longestExchange() {
    return routes
        .made()
        .map(route -> route.policy().total())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
