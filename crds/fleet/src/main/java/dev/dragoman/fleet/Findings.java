package dev.dragoman.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Problems that objects have beside each other, gathered while references are followed. */
final class Findings {
  private final Map<ObjectId, List<Problem>> found = new HashMap<>();

  void add(Origin origin, Problem problem) {
    found.computeIfAbsent(origin.id(), _ -> new ArrayList<>(2)).add(problem);
  }

  void unresolved(Origin origin, Reason reason, String field, String fault) {
    add(origin, new Problem.Unresolved(reason, field, fault));
  }

  Map<ObjectId, Verdict> verdicts(Stream<Origin> origins, int count) {
    Map<ObjectId, Verdict> verdicts = HashMap.newHashMap(count);
    origins.forEach(origin ->
        verdicts.put(
            origin.id(), new Verdict(origin.id(), origin.generation(), problemsOf(origin))));
    return verdicts;
  }

  private List<Problem> problemsOf(Origin origin) {
    List<Problem> beside = found.isEmpty() ? null : found.get(origin.id());
    if (beside == null) {
      return origin.problems();
    }
    List<Problem> all = new ArrayList<>(origin.problems());
    all.addAll(beside);
    return all;
  }
}
