package dev.dragoman.operator.delivery;

import dev.dragoman.contract.BundleFiles;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractException;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.Denials;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The compare-and-swap object: the newest head and the denials. Writing it is what publishes.
 *
 * @param head null before the first generation, and when what is there cannot be read
 * @param version null when there is no object
 */
record StoredHead(@Nullable BundleHead head, Denials denials, @Nullable String version) {
  static StoredHead read(GatewayObjects objects, ObjectId id) {
    return objects.read(id).map(StoredHead::of).orElse(new StoredHead(null, Denials.NONE, null));
  }

  private static StoredHead of(StoredFiles stored) {
    return new StoredHead(
        file(stored, BundleFiles.HEAD, BundleHead.class).orElse(null),
        file(stored, BundleFiles.DENIALS, Denials.class).orElse(Denials.NONE),
        stored.version());
  }

  /** Swaps this for another, if it is still what the API server has. */
  StoredHead swap(GatewayObjects objects, ObjectId id, BundleHead next, Denials nextDenials) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(BundleFiles.HEAD, ContractJson.write(next));
    files.put(BundleFiles.DENIALS, ContractJson.write(nextDenials));
    return of(objects.write(id, files, version));
  }

  /** What somebody damaged counts as lost: a new epoch makes up for it. */
  private static <T extends Record> Optional<T> file(
      StoredFiles stored, String name, Class<T> type) {
    byte[] file = stored.file(name);
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ContractJson.read(file, type));
    } catch (ContractException _) {
      return Optional.empty();
    }
  }
}
