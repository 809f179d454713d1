package dev.dragoman.operator.publishing;

import dev.dragoman.operator.delivery.Publication.Since;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of which objects of one gateway there is something to say. That every Ready pod serves an object
 * now, or that it was published, is told at once. Of objects that some pods still lack the counts
 * alone change: these are told once a second, however many pods speak meanwhile.
 *
 * <pre>
 *  came with generation   1 … 7 │ 8 … 11 │ 12 … 14
 *                         told  │ at once│ once a second
 *                      standing ┘ served ┘ by every Ready pod
 * </pre>
 *
 * <p>Guarded by its owner.
 */
final class ObjectNews {
  static final Duration COUNTS = Duration.ofSeconds(1);

  private Map<String, Since> published = Map.of();
  private long standing = -1;
  private @Nullable Instant counted;

  /**
   * What is new.
   *
   * @param uids of the objects to look at
   * @param again when there is more to tell, null when nothing is left
   */
  record News(Set<String> uids, @Nullable Instant again) {}

  /**
   * Takes what is new. Objects that pods serve no more are new again.
   *
   * @param objects that are published, by uid
   * @param served the newest generation that every Ready pod serves, -1 for none
   */
  News take(Map<String, Since> objects, long served, Instant now) {
    boolean back = served < standing;
    boolean counts = back || counted == null || !now.isBefore(counted.plus(COUNTS));
    long after = Math.min(standing, served);
    Set<String> uids = new HashSet<>();
    boolean more = false;
    for (Map.Entry<String, Since> object : objects.entrySet()) {
      Since since = object.getValue();
      boolean open = since.generation() > served;
      if (!since.equals(published.get(object.getKey()))
          || (since.generation() > after && (counts || !open))) {
        uids.add(object.getKey());
      } else {
        more |= open;
      }
    }
    published = objects;
    standing = served;
    if (counts) {
      counted = now;
    }
    return new News(uids, more && counted != null ? counted.plus(COUNTS) : null);
  }
}
