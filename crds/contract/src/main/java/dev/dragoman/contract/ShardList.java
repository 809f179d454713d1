package dev.dragoman.contract;

import java.util.Comparator;
import java.util.List;

/** The shards that make a configuration, by id; empty ones are left out. */
public record ShardList(int contractVersion, List<ShardHead> shards) {
  public ShardList {
    shards = shards.stream().sorted(Comparator.comparingInt(ShardHead::id)).toList();
    Require.unique(shards, shard -> Integer.toString(shard.id()), "shards");
  }

  /** Names the whole configuration: equal content has an equal digest. */
  public String digest() {
    return Digest.of(ContractJson.write(this));
  }

  /** The shards of this list that {@code earlier} does not have. */
  public List<ShardHead> changedSince(ShardList earlier) {
    return shards.stream().filter(shard -> !earlier.shards.contains(shard)).toList();
  }
}
