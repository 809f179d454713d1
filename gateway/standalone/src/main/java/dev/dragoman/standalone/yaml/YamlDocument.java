package dev.dragoman.standalone.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document: the tree that JSON would have, with the line of every field.
 *
 * @param line where it starts, from 1
 * @param tree maps, lists, texts, truth values, null, and numbers as {@code Long}, {@code
 *     BigInteger} or {@code Double}; may hold secrets, see {@link #toString}
 * @param lines by path, such as {@code spec.backends[0].name}
 * @param problems what would be read differently elsewhere, or not at all
 */
public record YamlDocument(
    String file,
    int line,
    Map<String, @Nullable Object> tree,
    Map<String, Integer> lines,
    List<Problem> problems) {
  public YamlDocument {
    tree = Collections.unmodifiableMap(tree);
    lines = Map.copyOf(lines);
    problems = List.copyOf(problems);
  }

  /** Where the field stands; for one that is absent, where the nearest field around it does. */
  public Place at(String path) {
    String known = dotted(path);
    while (!known.isEmpty() && !lines.containsKey(known)) {
      known = parent(known);
    }
    return new Place(file, known.isEmpty() ? line : lines.getOrDefault(known, line), path);
  }

  /** The objects of a list under {@code items}, each as if it stood by itself. */
  public List<YamlDocument> items() {
    List<YamlDocument> found = new ArrayList<>();
    if (tree.get("items") instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        String prefix = "items[" + i + "]";
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        if (items.get(i) instanceof Map<?, ?> fields) {
          fields.forEach((name, value) -> item.put(String.valueOf(name), value));
        }
        found.add(
            new YamlDocument(
                file, lines.getOrDefault(prefix, line), item, below(prefix), problemsOf(prefix)));
      }
    }
    return found;
  }

  private Map<String, Integer> below(String prefix) {
    Map<String, Integer> below = new HashMap<>();
    lines.forEach((path, at) -> {
      if (path.startsWith(prefix + ".")) {
        below.put(path.substring(prefix.length() + 1), at);
      }
    });
    return below;
  }

  private List<Problem> problemsOf(String prefix) {
    return problems.stream()
        .filter(problem -> problem.place().path().startsWith(prefix + "."))
        .toList();
  }

  /** The start of the document. */
  public Place start() {
    return new Place(file, line, "");
  }

  /** An API server writes {@code tags[team]} for what stands as {@code tags.team} here. */
  private static String dotted(String path) {
    return path.replaceAll("\\[([^\\]\\d][^\\]]*)\\]", ".$1");
  }

  private static String parent(String path) {
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return end < 0 ? "" : path.substring(0, end);
  }

  /** The place alone. */
  @Override
  public String toString() {
    return "YamlDocument[" + file + ":" + line + "]";
  }
}
