package dev.dragoman.operator.keys;

import dev.dragoman.resources.ApiKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ApiKeys that are about to go and wait for the store: each is refused there first, and then let
 * go. None waits for ever: after ten minutes, or where an annotation says so, it goes with a
 * warning, since a namespace must not hang on a store (kubernetes.md 4.5). Thread-safe.
 */
final class KeyEndings implements AutoCloseable {
  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(KeyEndings.class);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final KeyObjects objects;
  private final Function<ApiKey, @Nullable KeyKeeper> keepers;
  private final Clock clock;
  private final Map<String, ApiKey> waiting = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("ending keys").daemon().factory(), new DiscardPolicy());

  /**
   * @param keepers of the gateway that a key is of; null when the gateway has no store, or is gone
   *     and with it everybody who would ask there
   */
  KeyEndings(KeyObjects objects, Function<ApiKey, @Nullable KeyKeeper> keepers, Clock clock) {
    this.objects = objects;
    this.keepers = keepers;
    this.clock = clock;
  }

  void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::attempt, AGAIN.toMillis(), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** These are about to go. Returns at once. */
  void end(Collection<ApiKey> keys) {
    boolean news = false;
    for (ApiKey key : keys) {
      if (key.hasFinalizer(KeyObjects.FINALIZER)) {
        news |= !key.equals(waiting.put(key.getMetadata().getUid(), key));
      }
    }
    if (news) {
      thread.execute(this::attempt);
    }
  }

  private void attempt() {
    for (ApiKey key : Map.copyOf(waiting).values()) {
      try {
        if (end(key)) {
          waiting.remove(key.getMetadata().getUid());
        }
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("object", key.getMetadata().getNamespace() + "/" + name(key))
            .addKeyValue("fault", e.getClass().getSimpleName())
            .log("a key cannot be let go yet; it is tried again");
      }
    }
  }

  private static String name(ApiKey key) {
    return key.getMetadata().getName();
  }

  /** Whether it was let go. */
  boolean end(ApiKey key) {
    Map<String, String> annotations = key.getMetadata().getAnnotations();
    if (annotations != null && "true".equals(annotations.get(KeyObjects.SKIP))) {
      objects.releaseUnstored(
          key, "annotation " + KeyObjects.SKIP + " says not to wait; the store may hold the key");
      return true;
    }
    KeyKeeper keeper = keepers.apply(key);
    if (keeper == null || isBuried(keeper, key)) {
      objects.release(key);
      return true;
    }
    Instant since = Instant.parse(key.getMetadata().getDeletionTimestamp());
    if (clock.instant().isBefore(since.plus(LONGEST))) {
      return false;
    }
    objects.releaseUnstored(
        key,
        "the store did not answer for "
            + LONGEST.toMinutes()
            + " minutes; it holds the key until an hourly look finds it without an object");
    return true;
  }

  private static boolean isBuried(KeyKeeper keeper, ApiKey key) {
    try {
      Long generation = key.getMetadata().getGeneration();
      return keeper.bury(key.getMetadata().getUid(), generation == null ? 0 : generation);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("object", key.getMetadata().getNamespace() + "/" + name(key))
          .addKeyValue("fault", e.getClass().getSimpleName())
          .log("the store could not be told that a key is gone; it is tried again");
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
