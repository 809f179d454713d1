package dev.dragoman.contract;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bundle as files: the boot copy that the operator writes into objects which a pod has mounted,
 * and the copy that a pod keeps for its next start. Readers get each file by its name and trust
 * nothing: mounted objects may be of different age, so every digest is compared.
 *
 * <pre>
 * head.json          BundleHead   the newest head; its set may not be written yet
 * denials.json       Denials
 * credentials.json   Credentials  in a Secret, or in memory
 * head-a.json        BundleHead   boot set A, written last; head-b.json likewise
 * blob-{sha256}.gz                a shard, or a list of shards, by the digest of its content
 * </pre>
 */
public final class BundleFiles {
  public static final String HEAD = "head.json";
  public static final String DENIALS = "denials.json";
  public static final String CREDENTIALS = "credentials.json";

  private BundleFiles() {}

  /** File of a boot set's own head. */
  public static String head(BootSet set) {
    return "head-" + set.lowerCase() + ".json";
  }

  /** File of a part by the digest of its content. */
  public static String blob(String sha256) {
    Require.sha256(sha256, "sha256");
    return "blob-" + sha256 + ".gz";
  }

  /** The parts of a bundle: all files of a boot set but its head. */
  public static Map<String, byte[]> blobs(Shards shards) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(blob(shards.list().digest()), shards.packedList());
    shards.blobs().forEach((digest, packed) -> files.put(blob(digest), packed));
    return files;
  }

  /**
   * The newest whole configuration among the boot sets: of the newest head's epoch if there is one,
   * then of the highest generation.
   *
   * @param files content by name, null for a file that is not there
   */
  public static Optional<Bundle> newest(Function<String, byte @Nullable []> files) {
    BundleHead newest = readable(files.apply(HEAD), BundleHead.class).orElse(null);
    Denials denials = denials(files);
    return Stream.of(BootSet.values())
        .flatMap(set -> whole(set, denials, files).stream())
        .max(
            Comparator.<Bundle, Boolean>comparing(
                    bundle -> newest != null && bundle.head().epoch().equals(newest.epoch()))
                .thenComparingLong(bundle -> bundle.head().generation()));
  }

  /** The heads of the boot sets, whole or not: what there is to look for. */
  public static List<BundleHead> heads(Function<String, byte @Nullable []> files) {
    return Stream.of(BootSet.values())
        .flatMap(set -> readable(files.apply(head(set)), BundleHead.class).stream())
        .toList();
  }

  /** The denials, none when the file is absent or damaged. */
  public static Denials denials(Function<String, byte @Nullable []> files) {
    return readable(files.apply(DENIALS), Denials.class).orElse(Denials.NONE);
  }

  /** The credentials, none when the file is absent or damaged. */
  public static Credentials credentials(Function<String, byte @Nullable []> files) {
    return readable(files.apply(CREDENTIALS), Credentials.class).orElse(Credentials.NONE);
  }

  private static Optional<Bundle> whole(
      BootSet set, Denials denials, Function<String, byte @Nullable []> files) {
    return readable(files.apply(head(set)), BundleHead.class)
        .flatMap(head -> {
          try {
            Shards shards = Shards.read(head.digest(), digest -> files.apply(blob(digest)));
            Bundle bundle = new Bundle(head, shards, denials);
            bundle.config();
            return Optional.of(bundle);
          } catch (ContractException _) {
            // A part is missing, cut or of another time: the other set has to do.
            return Optional.empty();
          }
        });
  }

  private static <T extends Record> Optional<T> readable(byte @Nullable [] file, Class<T> type) {
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
