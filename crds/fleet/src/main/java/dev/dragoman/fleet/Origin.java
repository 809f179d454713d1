package dev.dragoman.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The object that something was read from.
 *
 * @param uid the object's, or its name where there is none
 * @param generation of the spec that was read, null where there is none
 * @param createdAt null where nobody knows
 * @param problems what the object's own spec has wrong
 */
record Origin(
    ObjectId id,
    String uid,
    @Nullable Long generation,
    @Nullable Instant createdAt,
    List<Problem> problems) {
  /** Of two that want the same, the older is first, then the one that is first by name. */
  static int oldestFirst(Origin one, Origin other) {
    int first = one.age().compareTo(other.age());
    return first == 0 ? one.name().compareTo(other.name()) : first;
  }

  Origin {
    problems = List.copyOf(problems);
  }

  static Origin of(Kind kind, HasMetadata object, List<Problem> problems) {
    ObjectName name = ObjectName.of(object);
    String uid = object.getMetadata().getUid();
    String created = object.getMetadata().getCreationTimestamp();
    return new Origin(
        new ObjectId(kind, name),
        uid == null || uid.isEmpty() ? name.toString() : uid,
        object.getMetadata().getGeneration(),
        created == null || created.isEmpty() ? null : Instant.parse(created),
        problems);
  }

  /** The same object, with these problems. */
  Origin with(List<Problem> found) {
    return new Origin(id, uid, generation, createdAt, found);
  }

  ObjectName name() {
    return id.name();
  }

  private Instant age() {
    return createdAt == null ? Instant.MAX : createdAt;
  }

  /** Whether the spec can be acted on as a whole. */
  boolean sound() {
    return problems.isEmpty()
        || problems.stream()
            .noneMatch(problem ->
                problem.reason() == Reason.InvalidSpec
                    || problem.reason() == Reason.UnsupportedValue);
  }
}
