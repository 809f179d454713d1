package dev.dragoman.operator.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.operator.delivery.Publication.Since;
import dev.dragoman.operator.publishing.ObjectNews.News;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectNewsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = START.plus(ObjectNews.COUNTS);
  private static final Map<String, Since> OLD = Map.of("old", new Since(1, 1));
  private static final Map<String, Since> BOTH =
      Map.of("old", new Since(1, 1), "new", new Since(1, 2));

  private final ObjectNews news = new ObjectNews();

  private News take(Map<String, Since> objects, long served, Instant now) {
    return news.take(objects, served, now);
  }

  @Test
  void whatEveryPodServesIsToldOnce() {
    assertThat(take(OLD, 1, START).uids()).containsExactly("old");
    assertThat(take(OLD, 1, LATER)).isEqualTo(new News(Set.of(), null));
  }

  @Test
  void whatIsPublishedIsToldAtOnceAndItsCountsOnceASecond() {
    // Given
    take(OLD, 1, START);

    // When
    News published = take(BOTH, 1, START.plusMillis(100));
    News spoken = take(BOTH, 1, START.plusMillis(200));
    News counted = take(BOTH, 1, LATER);

    // Then
    assertThat(published.uids()).containsExactly("new");
    assertThat(spoken.uids()).isEmpty();
    assertThat(spoken.again()).isEqualTo(LATER);
    assertThat(counted.uids()).containsExactly("new");
    assertThat(counted.again()).isNull();
  }

  @Test
  void thatTheLastPodServesItIsToldAtOnce() {
    // Given
    take(OLD, 1, START);
    take(BOTH, 1, START.plusMillis(100));

    // When
    News complete = take(BOTH, 2, START.plusMillis(200));

    // Then
    assertThat(complete.uids()).containsExactly("new");
    assertThat(complete.again()).isNull();
  }

  @Test
  void anObjectOfAnotherVersionIsNewThoughItsGatewayStaysAsItIs() {
    // Given
    take(OLD, 1, START);

    // When
    News edited = take(Map.of("old", new Since(2, 1)), 1, START.plusMillis(100));

    // Then
    assertThat(edited.uids()).containsExactly("old");
  }

  @Test
  void whatPodsServeNoMoreIsNewAgain() {
    // Given
    take(BOTH, 2, START);

    // When
    News back = take(BOTH, 1, START.plusMillis(100));

    // Then
    assertThat(back.uids()).containsExactly("new");
  }
}
