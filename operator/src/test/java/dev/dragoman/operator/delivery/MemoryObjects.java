package dev.dragoman.operator.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects with versions, as the API server keeps them; the real one judges the same tests. */
final class MemoryObjects implements GatewayObjects {
  private final Map<ObjectId, StoredFiles> objects = new HashMap<>();
  private final List<ObjectId> writes = new ArrayList<>();
  private long version;
  private @Nullable RuntimeException outage;

  @Override
  public synchronized Optional<StoredFiles> read(ObjectId id) {
    fail();
    return Optional.ofNullable(objects.get(id));
  }

  @Override
  public synchronized StoredFiles write(
      ObjectId id, Map<String, byte[]> files, @Nullable String expected) {
    fail();
    StoredFiles known = objects.get(id);
    String actual = known == null ? null : known.version();
    if (!Objects.equals(actual, expected)) {
      throw new LostRaceException(id);
    }
    SizeBound.check(id, files);
    version++;
    StoredFiles stored = new StoredFiles(files, Long.toString(version));
    objects.put(id, stored);
    writes.add(id);
    return stored;
  }

  /** From now on nothing can be read or written; null ends it. */
  synchronized void breakDown(@Nullable RuntimeException with) {
    outage = with;
  }

  private void fail() {
    if (outage != null) {
      throw outage;
    }
  }

  /** What was written since this was asked last. */
  synchronized List<ObjectId> takeWrites() {
    List<ObjectId> taken = List.copyOf(writes);
    writes.clear();
    return taken;
  }

  synchronized void delete(ObjectId id) {
    objects.remove(id);
  }
}
