package dev.dragoman.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.config.RuntimeBackend;
import dev.dragoman.gateway.upstream.simulated.SimulatedUpstream;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Tiers and shares (kubernetes.md 1.5, backends[]). */
class BackendOrderProperties {
  record Share(int weight, int priority) {}

  @Provide
  Arbitrary<List<Share>> shares() {
    return Combinators.combine(
            Arbitraries.of(1, 2, 5, 100, 1_000_000), Arbitraries.integers().between(0, 2))
        .as(Share::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static List<RuntimeBackend> backends(List<Share> shares) {
    List<RuntimeBackend> backends = new ArrayList<>();
    for (Share share : shares) {
      backends.add(
          new RuntimeBackend(
              "p" + backends.size(),
              Protocols.ofUpstream(ProtocolId.OPENAI_CHAT),
              Dialect.STANDARD,
              new SimulatedUpstream(SimulatedEntry.DEFAULT),
              null,
              share.weight,
              share.priority,
              TimeoutsEntry.DEFAULT,
              Map.of()));
    }
    backends.sort(Comparator.comparingInt(RuntimeBackend::priority));
    return backends;
  }

  private static BackendOrder order(long seed) {
    Random random = new Random(seed);
    return new BackendOrder(random::nextInt);
  }

  @Property
  void everyBackendIsTriedOnce(@ForAll("shares") List<Share> shares, @ForAll long seed) {
    // Given
    List<RuntimeBackend> backends = backends(shares);

    // Then
    assertThat(order(seed).of(backends)).containsExactlyInAnyOrderElementsOf(backends);
  }

  @Property
  void aTierFollowsWhenTheOneBeforeItIsExhausted(
      @ForAll("shares") List<Share> shares, @ForAll long seed) {
    // When
    List<RuntimeBackend> order = order(seed).of(backends(shares));

    // Then
    assertThat(order).isSortedAccordingTo(Comparator.comparingInt(RuntimeBackend::priority));
  }

  @Property(tries = 30)
  void theShareOfFirstChoicesIsTheShareOfTheWeight(@ForAll long seed) {
    // Given
    List<RuntimeBackend> backends =
        backends(List.of(new Share(90, 0), new Share(9, 0), new Share(1, 0), new Share(1_000, 1)));
    BackendOrder order = order(seed);
    int draws = 20_000;

    // When
    int[] first = new int[4];
    int[] second = new int[4];
    for (int i = 0; i < draws; i++) {
      List<RuntimeBackend> drawn = order.of(backends);
      first[backends.indexOf(drawn.get(0))]++;
      second[backends.indexOf(drawn.get(1))]++;
    }

    // Then: six standard deviations of a share of 0.9 among 20,000 draws are 0.013
    assertThat(first[0] / (double) draws).isCloseTo(0.90, within(0.013));
    assertThat(first[1] / (double) draws).isCloseTo(0.09, within(0.013));
    assertThat(first[2] / (double) draws).isCloseTo(0.01, within(0.005));
    assertThat(first[3]).isZero();
    assertThat(second[3]).isZero();
  }

  @Property(tries = 30)
  void whatIsLeftOfATierIsDrawnByWeightAsWell(@ForAll long seed) {
    // Given
    List<RuntimeBackend> backends = backends(List.of(new Share(1, 0), new Share(3, 0)));
    List<RuntimeBackend> three = new ArrayList<>(backends);
    three.add(0, backends(List.of(new Share(1_000_000, 0))).getFirst());
    BackendOrder order = order(seed);

    // When
    int heavier = 0;
    for (int i = 0; i < 10_000; i++) {
      heavier += order.of(three).get(1).equals(backends.get(1)) ? 1 : 0;
    }

    // Then: six standard deviations are 0.026
    assertThat(heavier / 10_000.0).isCloseTo(0.75, within(0.03));
  }
}
