package dev.dragoman.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.ModelPattern;
import dev.dragoman.contract.NamespacesEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.RoutePolicy;
import dev.dragoman.contract.RoutePolicy.LossPolicy;
import dev.dragoman.contract.TimeoutsEntry;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The index finds what a search through all patterns would (kubernetes.md 1.5, models[]). */
class ModelIndexProperties {
  private static RuntimeRoute route(String name, String pattern) {
    return new RuntimeRoute(
        name,
        List.of(ModelPattern.of(pattern)),
        RouteEntry.State.Active,
        true,
        NamespacesEntry.ALL,
        List.of(),
        new RuntimePolicy(
            RoutePolicy.Failover.DEFAULT,
            TimeoutsEntry.DEFAULT.total(),
            LossPolicy.Strict,
            null,
            RouteBounds.NONE));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ab-").ofMinLength(1).ofMaxLength(5);
  }

  @Provide
  Arbitrary<Set<String>> patterns() {
    return Arbitraries.oneOf(
            names(),
            names().map(name -> name + "*"),
            names().map(name -> "*" + name),
            Arbitraries.of("*"))
        .set()
        .ofMaxSize(12);
  }

  @Property
  void theStrongestPatternThatFitsWins(
      @ForAll("patterns") Set<String> patterns, @ForAll("names") String name) {
    // Given
    ModelIndex.Builder builder = new ModelIndex.Builder();
    patterns.forEach(pattern -> builder.add(route(pattern, pattern)));

    // When
    RuntimeRoute found = builder.build().find(name);

    // Then
    assertThat(found == null ? null : found.name()).isEqualTo(strongest(patterns, name));
  }

  private static @Nullable String strongest(Set<String> patterns, String name) {
    return patterns.stream()
        .map(ModelPattern::of)
        .filter(pattern -> pattern.matches(name))
        .sorted()
        .map(ModelPattern::text)
        .findFirst()
        .orElse(null);
  }

  @Property(tries = 50)
  void ofEqualPatternsTheFirstCounts(@ForAll("names") String name) {
    // When
    ModelIndex index =
        new ModelIndex.Builder().add(route("first", name)).add(route("second", name)).build();

    // Then
    assertThat(index.exact().values()).extracting(RuntimeRoute::name).containsExactly("first");
  }
}
