package dev.dragoman.operator.delivery;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.Shards;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway's newest head is and which of its objects came with which generation.
 *
 * @param head of the newest generation
 * @param bytes that its parts take, compressed; 0 when a restarted operator finds it held
 * @param at when this operator published it or found it published
 * @param seen when this operator saw the first of the changes that made it necessary
 * @param held the generation that a hold keeps the gateway at, null without one
 * @param objects by uid, each object that the generation is known to contain
 */
public record Publication(
    BundleHead head,
    long bytes,
    Instant at,
    Instant seen,
    @Nullable Long held,
    Map<String, Since> objects) {
  public Publication {
    objects = Map.copyOf(objects);
  }

  /**
   * Since when an object is contained.
   *
   * @param version {@code metadata.generation} of the object
   * @param generation the first of the gateway's that contains it
   */
  public record Since(long version, long generation) {}

  /**
   * The state that a restarted operator finds. Objects that {@code running} contains just as they
   * would be rendered now came with it at the latest; of others it knows nothing.
   */
  static Publication resumed(Release running, Rendering rendering, Instant now) {
    BundleHead head = running.head();
    Map<String, Object> before = entries(running.shards());
    Map<String, Object> wanted = entries(Shards.of(rendering.config()));
    Map<String, Since> objects = new TreeMap<>();
    rendering
        .versions()
        .forEach((uid, version) -> {
          Object entry = wanted.get(uid);
          if (entry != null && entry.equals(before.get(uid))) {
            objects.put(uid, new Since(version, head.generation()));
          }
        });
    return new Publication(head, bytes(running), now, rendering.seen(), null, objects);
  }

  /** Entries of objects by uid, as pods read them. */
  private static Map<String, Object> entries(Shards shards) {
    GatewayConfig config = shards.config(0);
    Map<String, Object> entries = new HashMap<>();
    entries.put(config.gateway().uid(), config.gateway());
    config.routes().forEach(route -> entries.put(route.uid(), route));
    config.keys().forEach(key -> entries.put(key.uid(), key));
    config.quotas().forEach(quota -> entries.put(quota.uid(), quota));
    return entries;
  }

  private static long bytes(Release release) {
    return release.parts().values().stream().mapToLong(part -> part.length).sum();
  }

  /**
   * The next state. An object whose version was contained before keeps the generation that it came
   * with; any other came with the head, which contains it also when it was there already. While a
   * hold keeps the gateway back nothing new is contained.
   */
  static Publication after(
      @Nullable Publication before, Published published, Rendering rendering, Instant now) {
    BundleHead head = published.head();
    Release release = published.release();
    Publication earlier =
        before == null || !before.head().epoch().equals(head.epoch()) ? null : before;
    if (release == null) {
      return earlier == null
          ? new Publication(head, 0, now, rendering.seen(), published.held(), Map.of())
          : new Publication(
              head,
              earlier.bytes(),
              earlier.at(),
              earlier.seen(),
              published.held(),
              earlier.objects());
    }
    Map<String, Since> objects = new TreeMap<>();
    rendering
        .versions()
        .forEach((uid, version) -> {
          Since known = earlier == null ? null : earlier.objects().get(uid);
          objects.put(
              uid,
              known != null && known.version() == version
                  ? known
                  : new Since(version, head.generation()));
        });
    Publication same =
        earlier != null && earlier.head().generation() == head.generation() ? earlier : null;
    return new Publication(
        head,
        bytes(release),
        same == null ? now : same.at(),
        same == null ? rendering.seen() : same.seen(),
        null,
        objects);
  }
}
