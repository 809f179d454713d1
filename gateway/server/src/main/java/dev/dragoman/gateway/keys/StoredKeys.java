package dev.dragoman.gateway.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dragoman.contract.KeyText;
import dev.dragoman.gateway.auth.KeyCache;
import dev.dragoman.gateway.auth.KnownKeys.KnownKey;
import dev.dragoman.gateway.stores.CurrentStore;
import dev.dragoman.gateway.stores.LiveStore;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.store.key.KeyItem;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys of the store in use (kubernetes.md 3.3):
 *
 * <pre>
 * known key     used for 60 s without asking, up to 24 h while the store does not answer
 * unknown key   for 5 s without asking; while the store does not answer it is 503, never 401:
 *               a valid key must not look revoked (litellm#18708)
 * </pre>
 *
 * Of many requests with the same key one asks. Thread-safe.
 */
public final class StoredKeys implements KeyCache, LiveStore.User {
  private static final long FRESH_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long ABSENT_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long SILENT_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Duration KEPT = Duration.ofHours(24);
  private static final long MOST = 100_000;
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final LongSupplier nanos;
  private final Cache<String, Entry> entries;
  private final Map<String, CompletableFuture<Optional<KnownKey>>> asked =
      new ConcurrentHashMap<>();
  private volatile @Nullable CurrentStore current;
  private final LongAdder found = new LongAdder();
  private final LongAdder absent = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /**
   * What was found.
   *
   * @param key null for a key that is not there
   * @param askAgain monotonic time at which the store is to be asked again
   */
  private record Entry(@Nullable KnownKey key, long askAgain) {}

  /**
   * Nothing known yet.
   *
   * @param nanos monotonic time
   */
  public StoredKeys(LongSupplier nanos) {
    this.nanos = nanos;
    this.entries =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(KEPT)
            .ticker(nanos::getAsLong)
            .build();
  }

  @Override
  public void use(CurrentStore next) {
    entries.invalidateAll();
    current = next;
  }

  @Override
  public void finish() {}

  @Override
  public void changed(String keyId) {
    entries.asMap().computeIfPresent(keyId, (id, entry) -> new Entry(entry.key, now()));
    // An answer that is under way may be of before the change.
    asked.remove(keyId);
  }

  @Override
  public void missed() {
    asked.clear();
    entries.asMap().replaceAll((id, entry) -> new Entry(entry.key, now()));
  }

  private long now() {
    return nanos.getAsLong();
  }

  /** Whether keys of this id may be in the store. */
  boolean mayHave(String text) {
    CurrentStore store = current;
    return store != null && (store.isShared() || KeyText.isKeyText(text));
  }

  /**
   * The key of an id, empty when there is none.
   *
   * @return fails with {@code UNAVAILABLE} when the store does not say and nothing is known
   */
  CompletableFuture<Optional<KnownKey>> find(String keyId) {
    Entry entry = entries.getIfPresent(keyId);
    if (entry != null && entry.askAgain - now() > 0) {
      return CompletableFuture.completedFuture(Optional.ofNullable(entry.key));
    }
    CurrentStore store = current;
    if (store == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletableFuture<Optional<KnownKey>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<KnownKey>> others = asked.putIfAbsent(keyId, mine);
    if (others != null) {
      return others;
    }
    CompletableFuture<Optional<KeyItem>> _ =
        store
            .store()
            .keys()
            .find(store.scope(), keyId)
            .whenComplete((item, failure) -> {
              boolean isCurrent = asked.remove(keyId, mine);
              if (failure == null) {
                answered(keyId, mine, item, isCurrent);
              } else {
                unanswered(keyId, mine);
              }
            });
    return mine;
  }

  /** Look-ups that the store answered with a key. */
  public long found() {
    return found.sum();
  }

  /** Look-ups that the store answered with none. */
  public long absent() {
    return absent.sum();
  }

  /** Look-ups that the store did not answer. */
  public long failed() {
    return failed.sum();
  }

  private void answered(
      String keyId,
      CompletableFuture<Optional<KnownKey>> mine,
      Optional<KeyItem> item,
      boolean isCurrent) {
    Optional<KnownKey> key =
        item.filter(found -> !found.isDeleted()).map(found -> KnownKey.of(found.entry()));
    (key.isPresent() ? found : absent).increment();
    if (isCurrent) {
      long good = key.isPresent() ? FRESH_NANOS : ABSENT_NANOS;
      entries.put(keyId, new Entry(key.orElse(null), now() + good));
    }
    mine.complete(key);
  }

  private void unanswered(String keyId, CompletableFuture<Optional<KnownKey>> mine) {
    failed.increment();
    Entry earlier = entries.getIfPresent(keyId);
    if (earlier == null || earlier.key == null) {
      mine.completeExceptionally(unavailable());
      return;
    }
    entries.put(keyId, new Entry(earlier.key, now() + SILENT_NANOS));
    mine.complete(Optional.of(earlier.key));
  }

  private static GatewayException unavailable() {
    return new GatewayException(
        GatewayError.of(ErrorKind.UNAVAILABLE, "API keys cannot be looked up now; try again")
            .withRetryAfter(RETRY));
  }
}
