package dev.dragoman.operator.delivery;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operator that is killed after some writes: those before it are stored, no other is. */
final class DyingObjects implements GatewayObjects {
  private final GatewayObjects alive;
  private int left;

  /** The end of the process. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  DyingObjects(GatewayObjects alive, int writes) {
    this.alive = alive;
    this.left = writes;
  }

  @Override
  public Optional<StoredFiles> read(ObjectId id) {
    return alive.read(id);
  }

  @Override
  public StoredFiles write(ObjectId id, Map<String, byte[]> files, @Nullable String version) {
    if (left == 0) {
      throw new Killed();
    }
    left--;
    return alive.write(id, files, version);
  }
}
