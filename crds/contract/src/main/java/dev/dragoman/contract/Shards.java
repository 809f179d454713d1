package dev.dragoman.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A configuration cut into pieces that change apart: an entry is in the shard that the hash of its
 * name says, so one edit changes one shard. The generation is in none of them: equal content has
 * equal shards, whenever it was made.
 *
 * @param blobs compressed contents by the SHA-256 of what they unpack to
 */
public record Shards(ShardList list, Map<String, byte[]> blobs) {
  /** How many shards there can be. */
  public static final int COUNT = 256;

  /** More than a list of all shards takes. */
  private static final int MAX_LIST_BYTES = 64 * 1024;

  public Shards {
    blobs = Require.sorted(blobs);
  }

  /** The shard of {@code name}: the first byte of its SHA-256. */
  public static int idOf(String name) {
    return Byte.toUnsignedInt(Digest.bytes(name.getBytes(StandardCharsets.UTF_8))[0]);
  }

  /** Cuts a configuration. The order of its entries does not matter. */
  public static Shards of(GatewayConfig config) {
    Map<Integer, ShardBuilder> shards = new TreeMap<>();
    Function<String, ShardBuilder> at =
        name -> shards.computeIfAbsent(idOf(name), _ -> new ShardBuilder());
    at.apply(config.gateway().name()).add(config.gateway());
    config.providers().forEach(entry -> at.apply(entry.name()).add(entry));
    config.routes().forEach(entry -> at.apply(entry.name()).add(entry));
    config.keys().forEach(entry -> at.apply(entry.name()).add(entry));
    config.quotas().forEach(entry -> at.apply(entry.name()).add(entry));
    List<ShardHead> heads = new ArrayList<>();
    Map<String, byte[]> blobs = new TreeMap<>();
    shards.forEach((id, shard) -> {
      byte[] content = ContractJson.write(shard.content());
      String digest = Digest.of(content);
      heads.add(new ShardHead(id, digest, content.length));
      blobs.put(digest, Gzip.pack(content));
    });
    return new Shards(new ShardList(config.contractVersion(), heads), blobs);
  }

  /**
   * Fetches what a configuration consists of.
   *
   * @param digest of the list of shards
   * @param fetch compressed content by its digest, null when there is none
   * @throws ContractException when a part is missing, or the list is not what its digest says
   */
  public static Shards read(String digest, Function<String, byte @Nullable []> fetch) {
    byte[] packed = fetch.apply(digest);
    if (packed == null) {
      throw new ContractException("list of shards", "it is missing");
    }
    byte[] content = Gzip.unpack(packed, MAX_LIST_BYTES);
    if (!Digest.of(content).equals(digest)) {
      throw new ContractException("list of shards", "it is not what its digest says");
    }
    ShardList list = ContractJson.read(content, ShardList.class);
    Map<String, byte[]> blobs = new TreeMap<>();
    for (ShardHead head : list.shards()) {
      byte[] blob = fetch.apply(head.sha256());
      if (blob == null) {
        throw new ContractException("shard " + head.id(), "its content is missing");
      }
      blobs.put(head.sha256(), blob);
    }
    return new Shards(list, blobs);
  }

  /** Whether {@code packed} is the part of this digest, a shard or a list of shards, and whole. */
  public static boolean isPart(byte[] packed, String digest) {
    try {
      return Gzip.digest(packed).equals(digest);
    } catch (IOException _) {
      return false;
    }
  }

  /** The list, compressed: a part like the shards, named by {@link ShardList#digest}. */
  public byte[] packedList() {
    return Gzip.pack(ContractJson.write(list));
  }

  /**
   * Puts the configuration together again, entries by name.
   *
   * @throws ContractException when a blob is missing, is not what its digest says, or holds what is
   *     not of the contract
   */
  public GatewayConfig config(long generation) {
    return contents(ShardContents.NONE).config(generation);
  }

  /**
   * Reads the shards, but those that {@code earlier} has: they are taken over from there.
   *
   * @throws ContractException as {@link #config}
   */
  public ShardContents contents(ShardContents earlier) {
    Map<ShardHead, ShardContent> contents = LinkedHashMap.newLinkedHashMap(COUNT);
    for (ShardHead head : list.shards()) {
      ShardContent known = earlier.content(head);
      contents.put(head, known == null ? content(head) : known);
    }
    return new ShardContents(list.contractVersion(), contents);
  }

  private ShardContent content(ShardHead head) {
    String place = "shard " + head.id();
    byte[] packed = blobs.get(head.sha256());
    if (packed == null) {
      throw new ContractException(place, "its content is missing");
    }
    byte[] content = Gzip.unpack(packed, head.bytes());
    if (content.length != head.bytes() || !Digest.of(content).equals(head.sha256())) {
      throw new ContractException(place, "its content is not what its digest says");
    }
    return ContractJson.read(content, ShardContent.class);
  }

  /** The list alone. */
  @Override
  public String toString() {
    return "Shards[" + list.digest() + "]";
  }
}
