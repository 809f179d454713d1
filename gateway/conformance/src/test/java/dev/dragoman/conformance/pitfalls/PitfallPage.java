package dev.dragoman.conformance.pitfalls;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the page from titles and tests. */
final class PitfallPage {
  private static final Pattern TITLE = Pattern.compile("^(\\d+): \"(.+)\"$");

  private PitfallPage() {}

  /** Titles by number. */
  static SortedMap<Integer, String> titles(List<String> lines) {
    SortedMap<Integer, String> titles = new TreeMap<>();
    for (String line : lines) {
      Matcher title = TITLE.matcher(line);
      if (title.matches()) {
        titles.put(Integer.valueOf(title.group(1)), title.group(2));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw new IllegalArgumentException("not a title: " + line);
      }
    }
    return titles;
  }

  /** The page as Markdown. */
  static String of(SortedMap<Integer, String> titles, SortedMap<Integer, SortedSet<String>> tests) {
    SortedSet<Integer> open = new TreeSet<>(titles.keySet());
    open.removeAll(tests.keySet());
    List<String> lines = new ArrayList<>();
    lines.add("# Pitfalls");
    lines.add("");
    lines.add(
        "What goes wrong when one protocol is spoken for another, and the tests that watch it.");
    lines.add("Generated from the tests' tags by `PitfallListTest`; rewrite it with");
    lines.add("`mvn verify -Dgolden.update=true`.");
    lines.add("");
    lines.add(
        (titles.size() - open.size())
            + " of "
            + titles.size()
            + " are covered; "
            + open.size()
            + " not yet.");
    lines.add("");
    lines.add("| | pitfall | tests |");
    lines.add("|--:|---|---|");
    titles.forEach((number, title) ->
        lines.add("| " + number + " | " + title + " | " + cell(tests, number) + " |"));
    return String.join("\n", lines) + "\n";
  }

  private static String cell(SortedMap<Integer, SortedSet<String>> tests, int number) {
    SortedSet<String> covering = tests.getOrDefault(number, Collections.emptySortedSet());
    return covering.isEmpty()
        ? "not yet"
        : String.join("<br>", covering.stream().map(test -> "`" + test + "`").toList());
  }
}
