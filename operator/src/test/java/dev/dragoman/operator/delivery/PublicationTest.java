package dev.dragoman.operator.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.dragoman.contract.Credentials;
import dev.dragoman.contract.Denials;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.operator.delivery.Publication.Since;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PublicationTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final Publication first =
      Publication.after(
          null, published(Given.release(1)), rendering(Map.of("x", 1L, "y", 4L)), NOW);

  private static Rendering rendering(Map<String, Long> versions) {
    return rendering(1, versions);
  }

  private static Rendering rendering(int config, Map<String, Long> versions) {
    Rendering any = Given.rendering(config);
    return new Rendering(
        any.config(), any.credentials(), any.denials(), versions, null, NOW.minusSeconds(1));
  }

  private static Published published(Release release) {
    return Published.of(release, Denials.NONE, Credentials.NONE);
  }

  private static Published heldAt(Release release) {
    return new Published(
        release.head(), null, Denials.NONE, Credentials.NONE, release.head().generation());
  }

  @Test
  void whileItIsHeldNothingNewIsContained() {
    Publication held =
        Publication.after(
            first, heldAt(Given.release(1)), rendering(Map.of("x", 7L, "y", 4L)), NOW);
    assertThat(held.objects()).isEqualTo(first.objects());
    assertThat(held.held()).isEqualTo(1L);
    Publication released =
        Publication.after(
            held, published(Given.release(2)), rendering(Map.of("x", 7L, "y", 4L)), NOW);
    assertThat(released.held()).isNull();
    assertThat(released.objects()).containsEntry("x", new Since(7, 2));
  }

  @Test
  void whatARestartedOperatorFindsHeldContainsNothingThatItKnows() {
    Publication held =
        Publication.after(null, heldAt(Given.release(1)), rendering(Map.of("x", 7L)), NOW);
    assertThat(held.objects()).isEmpty();
    assertThat(held.head()).isEqualTo(Given.release(1).head());
  }

  @Test
  @Tag("requirement-25")
  void whatARestartedOperatorFindsServedAsItIsStaysServed() {
    // Given: the gateway was edited while no operator ran, a route was not
    Release running = Given.release(3);
    GatewayConfig config = Given.config(4);
    String gateway = config.gateway().uid();
    String route = config.routes().getFirst().uid();

    // When
    Rendering rendering = rendering(4, Map.of(gateway, 2L, route, 5L));
    Publication found = Publication.resumed(running, rendering, NOW);
    Publication next = Publication.after(found, published(Given.release(4)), rendering, NOW);

    // Then
    assertThat(found.objects()).containsOnly(entry(route, new Since(5, 3)));
    assertThat(next.objects())
        .containsOnly(entry(route, new Since(5, 3)), entry(gateway, new Since(2, 4)));
  }

  @Test
  void anObjectKeepsTheGenerationThatItsVersionCameWith() {
    Publication second =
        Publication.after(
            first,
            published(Given.release(2)),
            rendering(Map.of("x", 2L, "y", 4L)),
            NOW.plusSeconds(1));
    assertThat(second.objects())
        .containsEntry("x", new Since(2, 2))
        .containsEntry("y", new Since(4, 1));
  }

  @Test
  void aDeletedObjectIsForgotten() {
    assertThat(
            Publication.after(first, published(Given.release(2)), rendering(Map.of("x", 1L)), NOW)
                .objects())
        .containsOnlyKeys("x");
  }

  @Test
  @Tag("requirement-15")
  void theSameGenerationSaysTheSame() {
    assertThat(
            Publication.after(
                first,
                published(Given.release(1)),
                rendering(Map.of("x", 1L, "y", 4L)),
                NOW.plusSeconds(60)))
        .isEqualTo(first);
  }

  @Test
  void theTimeOfTheFirstChangeIsThatOfItsGeneration() {
    Publication again =
        Publication.after(
            first, published(Given.release(1)), Given.rendering(1), NOW.plusSeconds(60));
    assertThat(again.seen()).isEqualTo(NOW.minusSeconds(1));
  }

  @Test
  void inAnotherEpochEveryObjectCameWithTheHead() {
    Publication other =
        Publication.after(
            first,
            published(Given.release(new UUID(3, 3), 9)),
            rendering(Map.of("x", 1L, "y", 4L)),
            NOW);
    assertThat(other.objects().values()).extracting(Since::generation).containsOnly(9L);
  }
}
