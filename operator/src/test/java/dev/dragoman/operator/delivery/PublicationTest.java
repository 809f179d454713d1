package dev.dragoman.operator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.operator.delivery.Publication.Since;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PublicationTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final Publication first =
      Publication.after(null, Given.release(1), Map.of("x", 1L, "y", 4L), NOW);

  @Test
  void anObjectKeepsTheGenerationThatItsVersionCameWith() {
    Publication second =
        Publication.after(first, Given.release(2), Map.of("x", 2L, "y", 4L), NOW.plusSeconds(1));
    assertThat(second.objects())
        .containsEntry("x", new Since(2, 2))
        .containsEntry("y", new Since(4, 1));
  }

  @Test
  void aDeletedObjectIsForgotten() {
    assertThat(Publication.after(first, Given.release(2), Map.of("x", 1L), NOW).objects())
        .containsOnlyKeys("x");
  }

  @Test
  @Tag("requirement-15")
  void theSameGenerationSaysTheSame() {
    assertThat(
            Publication.after(
                first, Given.release(1), Map.of("x", 1L, "y", 4L), NOW.plusSeconds(60)))
        .isEqualTo(first);
  }

  @Test
  void inAnotherEpochEveryObjectCameWithTheHead() {
    Publication other =
        Publication.after(first, Given.release(new UUID(3, 3), 9), Map.of("x", 1L, "y", 4L), NOW);
    assertThat(other.objects().values()).extracting(Since::generation).containsOnly(9L);
  }
}
