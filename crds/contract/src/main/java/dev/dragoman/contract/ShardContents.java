package dev.dragoman.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of shards that were read and found to be what their digests say. What is read after
 * it takes over the entries of each shard that stayed, as the same objects: whoever made something
 * of them sees at once which are new. Immutable.
 */
public final class ShardContents {
  /** Nothing was read yet. */
  public static final ShardContents NONE = new ShardContents(ContractVersion.CURRENT, Map.of());

  private final int contractVersion;
  private final Map<ShardHead, ShardContent> contents;

  /** Contents in the order of their list. */
  ShardContents(int contractVersion, Map<ShardHead, ShardContent> contents) {
    this.contractVersion = contractVersion;
    this.contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
  }

  /** The content of a shard, null when it was not read. */
  @Nullable ShardContent content(ShardHead head) {
    return contents.get(head);
  }

  /**
   * Puts the configuration together again, entries by name.
   *
   * @throws ContractException when the entries do not go together
   */
  public GatewayConfig config(long generation) {
    ShardBuilder all = new ShardBuilder();
    try {
      contents.values().forEach(all::addAll);
      return all.config(contractVersion, generation);
    } catch (IllegalArgumentException e) {
      throw new ContractException("", String.valueOf(e.getMessage()));
    }
  }
}
