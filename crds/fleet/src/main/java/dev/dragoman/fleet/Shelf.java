package dev.dragoman.fleet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All parts of one kind. Immutable, so that a fleet in which none of them changed shares it with
 * the fleet before.
 *
 * @param byName the first of each name
 * @param byAge those, the oldest first
 * @param count how many objects there were, those of a name that another one has too
 */
record Shelf<P>(Map<ObjectName, P> byName, List<P> byAge, int count) {

  /**
   * The shelf of these parts.
   *
   * @param parts one for each object
   * @param anew whether one of them is not a part of {@code before}
   */
  static <P> Shelf<P> of(
      List<P> parts, boolean anew, Function<P, Origin> origin, @Nullable Shelf<P> before) {
    if (before != null && !anew && before.holdsAll(parts)) {
      return before;
    }
    Map<ObjectName, P> byName = HashMap.newHashMap(parts.size());
    for (P part : parts) {
      byName.putIfAbsent(origin.apply(part).name(), part);
    }
    return new Shelf<>(
        byName, byAge(byName, origin, before == null ? List.of() : before.byAge), parts.size());
  }

  /** With two objects of a name it would matter which is first: then nothing is shared. */
  private boolean holdsAll(List<P> parts) {
    if (parts.size() != count || byName.size() != count) {
      return false;
    }
    Set<P> distinct = Collections.newSetFromMap(new IdentityHashMap<>(count));
    distinct.addAll(parts);
    return distinct.size() == count;
  }

  /**
   * What was in order before still is: a sort that finds it so does not compare everything again,
   * and only what is new is moved.
   */
  private static <P> List<P> byAge(
      Map<ObjectName, P> byName, Function<P, Origin> origin, List<P> before) {
    Set<P> rest = Collections.newSetFromMap(new IdentityHashMap<>(byName.size()));
    rest.addAll(byName.values());
    List<P> ordered = new ArrayList<>(byName.size());
    for (P part : before) {
      if (rest.remove(part)) {
        ordered.add(part);
      }
    }
    ordered.addAll(rest);
    ordered.sort((one, other) -> Origin.oldestFirst(origin.apply(one), origin.apply(other)));
    return ordered;
  }
}
