package dev.dragoman.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.contract.Acknowledgement.Outcome;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcknowledgementTest {
  private static final UUID EPOCH = new UUID(1, 1);

  private static Acknowledgement of(UUID epoch, long generation, List<String> problems) {
    return new Acknowledgement(
        1,
        "0b7c",
        "main-gateway-1",
        epoch,
        generation,
        "ab".repeat(32),
        3,
        2,
        Outcome.Rejected,
        problems,
        12,
        new Acknowledgement.Keys(5, List.of("bbbbbbbbbbbb", "aaaaaaaaaaaa")));
  }

  @Test
  void itIsReadAsItWasWritten() {
    Acknowledgement said = of(EPOCH, 7, List.of("routes[a]: no backend"));
    assertThat(ContractJson.read(ContractJson.write(said), Acknowledgement.class)).isEqualTo(said);
  }

  @Test
  void itTellsTheFirstProblems() {
    List<String> all = IntStream.range(0, 100).mapToObj(number -> "problem " + number).toList();
    assertThat(of(EPOCH, 7, all).problems()).isEqualTo(all.subList(0, 10));
  }

  @Test
  void itSpeaksOfOneHead() {
    // Given
    BundleHead head = new BundleHead(1, EPOCH, 7, "ab".repeat(32), List.of(), 1, 1, 1);

    // Then
    assertThat(of(EPOCH, 7, List.of()).isOf(head)).isTrue();
    assertThat(of(EPOCH, 8, List.of()).isOf(head)).isFalse();
    assertThat(of(new UUID(2, 2), 7, List.of()).isOf(head)).isFalse();
  }

  @Test
  void aDigestIsADigest() {
    assertThatThrownBy(() -> DeliveryPaths.of("default", "main").blob("../secrets"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(DeliveryPaths.of("default", "main").blob("ab".repeat(32)))
        .isEqualTo("/v1/gateways/default/main/blobs/" + "ab".repeat(32));
  }
}
