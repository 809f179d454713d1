package dev.dragoman.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.contract.samples.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShardsTest {
  private final GatewayConfig config =
      ContractJson.read(Samples.json("failover"), GatewayConfig.class);
  private final Shards shards = Shards.of(config);

  private static ContractException refusal(Shards shards) {
    return catchThrowableOfType(ContractException.class, () -> shards.config(1));
  }

  @Test
  void oneEditChangesOneShard() {
    // Given
    List<KeyEntry> keys = new ArrayList<>(config.keys());
    keys.set(
        0,
        KeyEntry.of(
            keys.getFirst().name(), "aaaabbbbcccc", "ff".repeat(32), List.of("*"), List.of("*")));

    // When
    ShardList after = Shards.of(config.withKeys(keys)).list();

    // Then
    assertThat(after.changedSince(shards.list()))
        .singleElement()
        .extracting(ShardHead::id)
        .isEqualTo(Shards.idOf(keys.getFirst().name()));
    assertThat(after.digest()).isNotEqualTo(shards.list().digest());
  }

  @Test
  void theGenerationDoesNotCount() {
    GatewayConfig later =
        GatewayConfig.of(8, config.gateway(), config.providers(), config.routes(), config.keys());
    assertThat(Shards.of(later).list()).isEqualTo(shards.list());
  }

  @Test
  void theEntriesOfAShardThatStaysAreTheSameObjects() {
    // Given
    ShardContents earlier = shards.contents(ShardContents.NONE);
    KeyEntry suspended = config.sorted().keys().getFirst().withState(KeyEntry.State.Suspended);
    List<KeyEntry> keys = new ArrayList<>(config.sorted().keys());
    keys.set(0, suspended);
    int changed = Shards.idOf(suspended.name());

    // When
    GatewayConfig before = earlier.config(7);
    GatewayConfig after = Shards.of(config.withKeys(keys)).contents(earlier).config(8);

    // Then
    assertThat(after.keys().getFirst()).isEqualTo(suspended);
    assertThat(after.routes()).isNotEmpty();
    for (int i = 0; i < after.routes().size(); i++) {
      if (Shards.idOf(after.routes().get(i).name()) != changed) {
        assertThat(after.routes().get(i)).isSameAs(before.routes().get(i));
      }
    }
  }

  @Test
  void aShardOfAKnownDigestButAnotherLengthIsReadAndRefused() {
    // Given
    ShardHead known = shards.list().shards().getFirst();
    List<ShardHead> heads = new ArrayList<>(shards.list().shards());
    heads.set(0, new ShardHead(known.id(), known.sha256(), known.bytes() + 1));
    Shards lying = new Shards(new ShardList(1, heads), shards.blobs());

    // Then
    assertThat(
            catchThrowableOfType(
                ContractException.class, () -> lying.contents(shards.contents(ShardContents.NONE))))
        .hasMessageContaining("not what its digest says");
  }

  @Test
  void aPartIsKnownByItsDigest() {
    // Given
    String digest = shards.list().digest();
    byte[] packed = shards.packedList();

    // Then
    assertThat(Shards.isPart(packed, digest)).isTrue();
    assertThat(Shards.isPart(packed, "00".repeat(32))).isFalse();
    assertThat(Shards.isPart(Arrays.copyOf(packed, packed.length / 2), digest)).isFalse();
    assertThat(Shards.isPart(new byte[] {1, 2, 3}, digest)).isFalse();
  }

  @Test
  void aSwappedBlobIsNoticed() {
    // Given
    Map<String, byte[]> swapped = new TreeMap<>(shards.blobs());
    List<String> names = List.copyOf(swapped.keySet());
    swapped.put(names.get(0), shards.blobs().get(names.get(1)));

    // Then
    assertThat(refusal(new Shards(shards.list(), swapped)))
        .hasMessageContaining("not what its digest says");
  }

  @Test
  void aCutBlobIsNoticed() {
    Map<String, byte[]> cut = new TreeMap<>(shards.blobs());
    cut.replaceAll((_, packed) -> Arrays.copyOf(packed, packed.length / 2));
    assertThat(refusal(new Shards(shards.list(), cut))).hasMessageContaining("cut");
  }

  @Test
  void aMissingBlobIsNoticed() {
    assertThat(refusal(new Shards(shards.list(), Map.of()))).hasMessageContaining("missing");
  }

  @Test
  void aBlobThatUnpacksToMoreThanItSaysIsNotUnpacked() {
    // Given
    byte[] bomb = Gzip.pack(new byte[10_000_000]);

    // Then
    assertThat(Gzip.unpack(bomb, 100)).hasSize(101);
  }

  @Test
  void aBundleIsReadAsAWhole() {
    // Given
    BundleHead head = head(7, shards.list().digest(), List.of());

    // Then
    assertThat(new Bundle(head, shards, Denials.NONE).config()).isEqualTo(config.sorted());
    Bundle other = new Bundle(head(7, "00".repeat(32), List.of()), shards, Denials.NONE);
    assertThat(catchThrowableOfType(ContractException.class, other::config).path())
        .isEqualTo("digest");
  }

  @Test
  void theFullestHeadFitsItsBound() {
    // Given
    List<ShardHead> changed = new ArrayList<>();
    for (int i = 0; i < BundleHead.MAX_CHANGED; i++) {
      changed.add(new ShardHead(255 - i, "ff".repeat(32), Integer.MAX_VALUE));
    }
    BundleHead full =
        new BundleHead(
            Integer.MAX_VALUE,
            new UUID(-1, -1),
            Long.MAX_VALUE,
            "ff".repeat(32),
            changed,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE);

    // Then
    assertThat(ContractJson.write(full)).hasSizeLessThanOrEqualTo(BundleHead.MAX_BYTES);
    changed.add(new ShardHead(1, "ff".repeat(32), 1));
    assertThat(head(1, "ff".repeat(32), changed).changed()).isEmpty();
  }

  @Test
  void aHeadOfAnotherEpochIsBelieved() {
    // Given
    BundleHead now = head(7, "00".repeat(32), List.of());
    BundleHead restored = new BundleHead(1, new UUID(9, 9), 3, "00".repeat(32), List.of(), 0, 0, 0);

    // Then
    assertThat(restored.supersedes(now)).isTrue();
    assertThat(head(6, "00".repeat(32), List.of()).supersedes(now)).isFalse();
    assertThat(head(8, "00".repeat(32), List.of()).supersedes(now)).isTrue();
  }

  private static BundleHead head(long generation, String digest, List<ShardHead> changed) {
    return new BundleHead(1, new UUID(1, 1), generation, digest, changed, 0, 0, 0);
  }
}
