package dev.dragoman.gateway.config;

import dev.dragoman.contract.ModelPattern;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a name: that of the strongest pattern that fits, in the order of {@link
 * ModelPattern}. The fixed parts of prefixes and suffixes are looked up by their lengths, longest
 * first, so a search takes at most two look-ups for each length in use, however many routes there
 * are. Immutable.
 */
final class ModelIndex {
  private final Map<String, RuntimeRoute> exact;
  private final Map<String, RuntimeRoute> prefixes;
  private final Map<String, RuntimeRoute> suffixes;
  private final List<Integer> lengths;
  private final @Nullable RuntimeRoute any;

  private ModelIndex(Builder built) {
    this.exact = Collections.unmodifiableMap(built.exact);
    this.prefixes = built.prefixes;
    this.suffixes = built.suffixes;
    this.lengths = List.copyOf(built.lengths);
    this.any = built.any;
  }

  /** Collects routes; of two that have an equal pattern the first has it. Single use. */
  static final class Builder {
    private final Map<String, RuntimeRoute> exact = new LinkedHashMap<>();
    private final Map<String, RuntimeRoute> prefixes = new HashMap<>();
    private final Map<String, RuntimeRoute> suffixes = new HashMap<>();
    private final TreeSet<Integer> lengths = new TreeSet<>(Comparator.reverseOrder());
    private @Nullable RuntimeRoute any;

    Builder add(RuntimeRoute route) {
      route.models().forEach(pattern -> add(pattern, route));
      return this;
    }

    private void add(ModelPattern pattern, RuntimeRoute route) {
      String fixed = pattern.fixed();
      switch (pattern.kind()) {
        case EXACT -> exact.putIfAbsent(fixed, route);
        case PREFIX -> {
          prefixes.putIfAbsent(fixed, route);
          lengths.add(fixed.length());
        }
        case SUFFIX -> {
          suffixes.putIfAbsent(fixed, route);
          lengths.add(fixed.length());
        }
        case ANY -> any = any == null ? route : any;
      }
    }

    ModelIndex build() {
      return new ModelIndex(this);
    }
  }

  /** The route of the name, null when no pattern fits. */
  @Nullable RuntimeRoute find(String name) {
    RuntimeRoute named = exact.get(name);
    if (named != null) {
      return named;
    }
    for (int length : lengths) {
      RuntimeRoute patterned = length > name.length() ? null : withPart(name, length);
      if (patterned != null) {
        return patterned;
      }
    }
    return any;
  }

  private @Nullable RuntimeRoute withPart(String name, int length) {
    RuntimeRoute byPrefix = prefixes.get(name.substring(0, length));
    return byPrefix != null ? byPrefix : suffixes.get(name.substring(name.length() - length));
  }

  /** Names that are no patterns, in the order in which they came. */
  Map<String, RuntimeRoute> exact() {
    return exact;
  }
}
