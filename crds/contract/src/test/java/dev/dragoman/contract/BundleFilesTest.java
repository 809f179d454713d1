package dev.dragoman.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.samples.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BundleFilesTest {
  private static final UUID EPOCH = new UUID(1, 1);
  private static final UUID OTHER_EPOCH = new UUID(2, 2);

  private final GatewayConfig config =
      ContractJson.read(Samples.json("failover"), GatewayConfig.class);
  private final Map<String, byte[]> files = new TreeMap<>();

  private BundleHead write(BootSet set, UUID epoch, long generation, GatewayConfig of) {
    Shards shards = Shards.of(of);
    BundleHead head =
        new BundleHead(
            ContractVersion.CURRENT, epoch, generation, shards.list().digest(), List.of(), 1, 1, 1);
    files.putAll(BundleFiles.blobs(shards));
    files.put(BundleFiles.head(set), ContractJson.write(head));
    return head;
  }

  private GatewayConfig withoutKeys() {
    return config.withKeys(List.of());
  }

  @ParameterizedTest
  @EnumSource(BootSet.class)
  void aBootSetIsReadAsItWasWritten(BootSet set) {
    // Given
    BundleHead head = write(set, EPOCH, 7, config);
    Denials denials = new Denials(3, List.of("aaaabbbbcccc"), List.of(), List.of());
    files.put(BundleFiles.DENIALS, ContractJson.write(denials));

    // When
    Bundle read = BundleFiles.newest(files::get).orElseThrow();

    // Then
    assertThat(read.head()).isEqualTo(head);
    assertThat(read.denials()).isEqualTo(denials);
    assertThat(read.config().keys()).isEqualTo(config.sorted().keys());
  }

  @Test
  void theHigherGenerationIsNewer() {
    write(BootSet.A, EPOCH, 9, config);
    write(BootSet.B, EPOCH, 8, withoutKeys());
    assertThat(BundleFiles.newest(files::get))
        .get()
        .extracting(b -> b.head().generation())
        .isEqualTo(9L);
  }

  @Test
  void theEpochOfTheNewestHeadCountsMoreThanTheNumber() {
    // Given: generations began anew after the old history was lost
    write(BootSet.A, EPOCH, 900, config);
    BundleHead head = write(BootSet.B, OTHER_EPOCH, 2, withoutKeys());
    files.put(BundleFiles.HEAD, ContractJson.write(head));

    // Then
    assertThat(BundleFiles.newest(files::get)).get().extracting(Bundle::head).isEqualTo(head);
  }

  @Test
  @Tag("requirement-35")
  void aSwappedPartLeavesTheOtherSet() {
    // Given: kubernetes.md 3.2: the sources of a projected volume may be of different age
    BundleHead older = write(BootSet.A, EPOCH, 1, withoutKeys());
    Shards newer = Shards.of(config);
    write(BootSet.B, EPOCH, 2, config);
    String changed = newer.list().changedSince(Shards.of(withoutKeys()).list()).getFirst().sha256();
    files.put(
        BundleFiles.blob(changed),
        files.getOrDefault(BundleFiles.blob(older.digest()), new byte[0]));

    // Then
    assertThat(BundleFiles.newest(files::get)).get().extracting(Bundle::head).isEqualTo(older);
  }

  @Test
  @Tag("requirement-35")
  void aTruncatedListOrAMissingPartIsNoConfiguration() {
    // Given
    BundleHead head = write(BootSet.A, EPOCH, 1, config);
    String list = BundleFiles.blob(head.digest());
    byte[] whole = files.getOrDefault(list, new byte[0]);

    // When
    files.put(list, Arrays.copyOf(whole, whole.length / 2));

    // Then
    assertThat(BundleFiles.newest(files::get)).isEmpty();

    // When
    files.put(list, whole);
    files.remove(BundleFiles.blob(Shards.of(config).list().shards().getFirst().sha256()));

    // Then
    assertThat(BundleFiles.newest(files::get)).isEmpty();
  }

  @Test
  void denialsAndHeadsAreReadWhereNoSetIsWhole() {
    // Given
    Denials denials = new Denials(3, List.of("aaaabbbbcccc"), List.of(), List.of());
    files.put(BundleFiles.DENIALS, ContractJson.write(denials));
    BundleHead head = write(BootSet.B, EPOCH, 2, config);
    files.remove(BundleFiles.blob(head.digest()));

    // Then
    assertThat(BundleFiles.newest(files::get)).isEmpty();
    assertThat(BundleFiles.heads(files::get)).containsExactly(head);
    assertThat(BundleFiles.denials(files::get)).isEqualTo(denials);
  }

  @Test
  void credentialsAreReadAndNeverShown() {
    // Given
    Credentials credentials = new Credentials(4, Map.of("default/openai/key", "sk-planted"));
    files.put(BundleFiles.CREDENTIALS, ContractJson.write(credentials));

    // Then
    assertThat(BundleFiles.credentials(files::get)).isEqualTo(credentials);
    assertThat(credentials.toString()).doesNotContain("sk-planted").contains("1 values");
  }

  @Test
  void damagedCredentialsAreNone() {
    files.put(BundleFiles.CREDENTIALS, "{\"revision\":".getBytes(StandardCharsets.UTF_8));
    assertThat(BundleFiles.credentials(files::get)).isEqualTo(Credentials.NONE);
  }
}
