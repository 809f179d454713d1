package dev.dragoman.contract;

/**
 * Names the content of one shard.
 *
 * @param id 0 to 255
 * @param sha256 of the content before compression, so that it does not depend on who compressed it
 * @param bytes length of the content before compression, which bounds what a reader unpacks
 */
public record ShardHead(int id, String sha256, int bytes) {
  public ShardHead {
    Require.within(0, Shards.COUNT - 1, id, "id");
    Require.sha256(sha256, "sha256");
    Require.atLeast(1, bytes, "bytes");
  }
}
