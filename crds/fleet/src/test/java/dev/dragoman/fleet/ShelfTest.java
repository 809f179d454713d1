package dev.dragoman.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static Origin part(String name, int minute) {
    return new Origin(
        new ObjectId(Kind.LlmRoute, new ObjectName("llm", name)),
        name,
        1L,
        NOON.plusSeconds(60L * minute),
        List.of());
  }

  private static Shelf<Origin> shelf(Origin... parts) {
    return Shelf.of(List.of(parts), true, part -> part, null);
  }

  @Test
  void theOldestIsFirst() {
    // Given
    Origin old = part("old", 1);
    Origin young = part("young", 2);

    // Then
    assertThat(shelf(young, old).byAge()).containsExactly(old, young);
  }

  @Test
  void whatDidNotChangeIsShared() {
    // Given
    Origin one = part("one", 1);
    Origin other = part("other", 2);
    Shelf<Origin> before = shelf(one, other);

    // Then
    assertThat(Shelf.of(List.of(other, one), false, part -> part, before)).isSameAs(before);
  }

  @Test
  void onePartLessIsAnotherShelf() {
    // Given
    Origin one = part("one", 1);
    Origin other = part("other", 2);

    // When
    Shelf<Origin> shelf = Shelf.of(List.of(other), false, part -> part, shelf(one, other));

    // Then
    assertThat(shelf.byAge()).containsExactly(other);
  }

  @Test
  void aPartTwiceDoesNotStandForAnother() {
    // Given
    Origin one = part("one", 1);
    Origin other = part("other", 2);

    // When
    Shelf<Origin> shelf = Shelf.of(List.of(one, one), false, part -> part, shelf(one, other));

    // Then
    assertThat(shelf.byAge()).containsExactly(one);
  }

  @Test
  void ofTwoObjectsWithOneNameTheOtherOneMayBeFirstNow() {
    // Given
    Origin one = part("same", 1);
    Origin other = part("same", 2);
    Shelf<Origin> before = shelf(one, other);

    // When
    Shelf<Origin> shelf = Shelf.of(List.of(other, one), false, part -> part, before);

    // Then
    assertThat(before.byAge()).containsExactly(one);
    assertThat(shelf.byAge()).containsExactly(other);
  }

  @Test
  void aNewPartFindsItsPlaceAmongTheOldOnes() {
    // Given
    Origin one = part("one", 1);
    Origin three = part("three", 3);
    Origin two = part("two", 2);

    // When
    Shelf<Origin> shelf = Shelf.of(List.of(three, two, one), true, part -> part, shelf(three, one));

    // Then
    assertThat(shelf.byAge()).containsExactly(one, two, three);
  }
}
