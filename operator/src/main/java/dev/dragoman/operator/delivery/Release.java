package dev.dragoman.operator.delivery;

import dev.dragoman.contract.BundleHead;
import dev.dragoman.contract.Shards;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One published generation with all that a pod may fetch of it.
 *
 * @param parts compressed content by digest: the shards, and their list by its own
 */
record Release(BundleHead head, Shards shards, Map<String, byte[]> parts) {
  static Release of(BundleHead head, Shards shards) {
    Map<String, byte[]> parts = new TreeMap<>(shards.blobs());
    parts.put(shards.list().digest(), shards.packedList());
    return new Release(head, shards, parts);
  }

  byte @Nullable [] part(String sha256) {
    return parts.get(sha256);
  }

  boolean isOf(BundleHead other) {
    return head.epoch().equals(other.epoch()) && head.generation() == other.generation();
  }

  @Override
  public String toString() {
    return "Release[" + head.epoch() + ", " + head.generation() + "]";
  }
}
