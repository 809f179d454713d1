package dev.dragoman.operator.delivery;

import dev.dragoman.contract.BootSet;
import dev.dragoman.contract.BundleFiles;
import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.ContractException;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.ShardHead;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two complete copies that pods start from. The older one is written, its head last, so a crash at
 * any moment leaves one whole. What an object holds already is not written again.
 *
 * <p>For one thread.
 */
final class BootCopies {
  private final GatewayObjects objects;
  private final ChildNames names;
  private final Map<BootSet, BundleHead> heads = new EnumMap<>(BootSet.class);

  BootCopies(GatewayObjects objects, ChildNames names) {
    this.objects = objects;
    this.names = names;
  }

  /** Reads both sets: the newest whole configuration, if there is one. */
  Optional<Release> load() {
    heads.clear();
    Map<String, byte[]> files = new TreeMap<>();
    read(ObjectId.configMap(names.configHead()), files);
    for (BootSet set : BootSet.values()) {
      read(ObjectId.configMap(names.bootHead(set)), files);
      for (int part = 0; part < ChildNames.BOOT_PARTS; part++) {
        read(ObjectId.configMap(names.bootPart(set, part)), files);
      }
      head(files.get(BundleFiles.head(set))).ifPresent(head -> heads.put(set, head));
    }
    return BundleFiles.newest(files::get).map(bundle -> Release.of(bundle.head(), bundle.shards()));
  }

  /** Whether one of the sets says {@code release}. */
  boolean hold(Release release) {
    return heads.values().stream().anyMatch(release::isOf);
  }

  /**
   * Writes {@code release} over the older set.
   *
   * @throws DeliveryException when a part is larger than an object may be; the other set stays
   */
  void write(Release release) {
    BootSet set = older(release);
    List<Map<String, byte[]>> parts = parts(release);
    for (int part = 0; part < parts.size(); part++) {
      SizeBound.check(ObjectId.configMap(names.bootPart(set, part)), parts.get(part));
    }
    heads.remove(set);
    for (int part = 0; part < parts.size(); part++) {
      replace(ObjectId.configMap(names.bootPart(set, part)), parts.get(part));
    }
    String list = release.head().digest();
    Map<String, byte[]> last = new TreeMap<>();
    last.put(BundleFiles.head(set), ContractJson.write(release.head()));
    last.put(BundleFiles.blob(list), release.shards().packedList());
    replace(ObjectId.configMap(names.bootHead(set)), last);
    heads.put(set, release.head());
  }

  /** The one that is absent, of another epoch, or of the lower generation. */
  private BootSet older(Release release) {
    long a = age(BootSet.A, release);
    long b = age(BootSet.B, release);
    return a <= b ? BootSet.A : BootSet.B;
  }

  private long age(BootSet set, Release release) {
    BundleHead head = heads.get(set);
    return head == null || !head.epoch().equals(release.head().epoch()) ? -1 : head.generation();
  }

  private static List<Map<String, byte[]>> parts(Release release) {
    List<Map<String, byte[]>> parts = new ArrayList<>();
    for (int part = 0; part < ChildNames.BOOT_PARTS; part++) {
      parts.add(new TreeMap<>());
    }
    for (ShardHead shard : release.shards().list().shards()) {
      byte[] content = release.part(shard.sha256());
      if (content != null) {
        parts
            .get(shard.id() % ChildNames.BOOT_PARTS)
            .put(BundleFiles.blob(shard.sha256()), content);
      }
    }
    return parts;
  }

  private void replace(ObjectId id, Map<String, byte[]> files) {
    Optional<StoredFiles> stored = objects.read(id);
    if (stored.map(known -> known.holds(files)).orElse(false)) {
      return;
    }
    objects.write(id, files, stored.map(StoredFiles::version).orElse(null));
  }

  private void read(ObjectId id, Map<String, byte[]> files) {
    objects.read(id).ifPresent(stored -> files.putAll(stored.files()));
  }

  private static Optional<BundleHead> head(byte @Nullable [] file) {
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ContractJson.read(file, BundleHead.class));
    } catch (ContractException _) {
      // Not whole, so it is the one to be written over.
      return Optional.empty();
    }
  }
}
