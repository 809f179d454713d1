package dev.dragoman.operator.delivery;

import dev.dragoman.contract.BundleHead;
import java.time.Instant;
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
        release.parts().values().stream().mapToLong(part -> part.length).sum(),
        same == null ? now : same.at(),
        same == null ? rendering.seen() : same.seen(),
        null,
        objects);
  }
}
