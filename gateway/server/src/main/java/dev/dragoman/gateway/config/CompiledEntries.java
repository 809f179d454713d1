package dev.dragoman.gateway.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was made of the entries of one kind, in the order of the configuration. Immutable.
 *
 * @param <S> what an entry is made of; equal sources make equal things
 * @param <T> what requests run on
 */
final class CompiledEntries<S, T> {
  private final Map<String, Compiled<S, T>> byName;

  private CompiledEntries(Map<String, Compiled<S, T>> byName) {
    this.byName = byName;
  }

  /** Nothing was made yet. */
  static <S, T> CompiledEntries<S, T> none() {
    return new CompiledEntries<>(new HashMap<>(0));
  }

  /**
   * What is made of other sources. Of a source that is equal to that of the same name here nothing
   * is made anew: what was made of that is taken over, as the same object. Records compare their
   * identity first, so a source that stayed costs next to nothing.
   *
   * @throws IllegalArgumentException when {@code compile} does
   */
  CompiledEntries<S, T> next(
      Stream<S> sources, Function<S, String> name, Function<S, Compiled<S, T>> compile) {
    Map<String, Compiled<S, T>> next = LinkedHashMap.newLinkedHashMap(byName.size());
    sources.forEachOrdered(source -> {
      Compiled<S, T> earlier = byName.get(name.apply(source));
      boolean stays = earlier != null && earlier.source().equals(source);
      next.put(name.apply(source), stays ? earlier : compile.apply(source));
    });
    return new CompiledEntries<>(next);
  }

  /** What was made of the entry of the name, null when there is none. */
  @Nullable Compiled<S, T> find(String name) {
    return byName.get(name);
  }

  int count() {
    return byName.size();
  }

  /** All that is served. */
  Stream<T> made() {
    return byName.values().stream().map(Compiled::made).filter(Objects::nonNull);
  }

  /** All that is left out. */
  Stream<String> problems() {
    return byName.values().stream()
        .mapMulti((compiled, problems) -> compiled.problems().forEach(problems));
  }
}
