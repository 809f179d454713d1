package dev.dragoman.conformance.pitfalls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds tests by their tag {@code pitfall-N} in the source text of all modules. */
final class TaggedTests {
  private static final Pattern TAG = Pattern.compile("^\\s*@Tag\\(\"pitfall-(\\d{1,3})\"\\)");
  private static final Pattern METHOD = Pattern.compile("^\\s+[\\w<>\\[\\] ]*?(\\w+)\\(");
  private static final Pattern TYPE =
      Pattern.compile("^\\s*(?:\\w+ )*(?:class|record|interface) (\\w+)");
  private static final Pattern ANNOTATION_OR_COMMENT = Pattern.compile("^\\s*(@|/?\\*|//|\\)).*");

  private final SortedMap<Integer, SortedSet<String>> found = new TreeMap<>();

  private TaggedTests() {}

  /** Tests by pitfall, under {@code gateway/<module>/src/test/java}. */
  static SortedMap<Integer, SortedSet<String>> under(Path gateway) throws IOException {
    TaggedTests tests = new TaggedTests();
    try (Stream<Path> modules = Files.list(gateway)) {
      List<Path> sources =
          modules
              .map(module -> module.resolve("src/test/java"))
              .filter(Files::isDirectory)
              .toList();
      for (Path source : sources) {
        tests.scanTree(source);
      }
    }
    return tests.found;
  }

  /** Tests by pitfall in one source text. */
  static SortedMap<Integer, SortedSet<String>> in(String type, List<String> lines) {
    TaggedTests tests = new TaggedTests();
    tests.scan(type, lines);
    return tests.found;
  }

  private void scanTree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      for (Path source : sources) {
        String name = source.getFileName().toString();
        scan(name.substring(0, name.length() - ".java".length()), Files.readAllLines(source));
      }
    }
  }

  private void scan(String type, List<String> lines) {
    List<Integer> pending = new ArrayList<>();
    for (String line : lines) {
      Matcher tag = TAG.matcher(line);
      if (tag.find()) {
        pending.add(Integer.valueOf(tag.group(1)));
      } else if (!pending.isEmpty() && !ANNOTATION_OR_COMMENT.matcher(line).matches()) {
        String test = declared(type, line);
        if (!test.isEmpty()) {
          pending.forEach(number -> found.computeIfAbsent(number, _ -> new TreeSet<>()).add(test));
          pending.clear();
        }
      }
    }
  }

  /** What the line declares, empty when it is a part of an annotation. */
  private static String declared(String type, String line) {
    Matcher typeLine = TYPE.matcher(line);
    if (typeLine.find()) {
      return typeLine.group(1);
    }
    Matcher method = METHOD.matcher(line);
    return method.find() ? type + "." + method.group(1) : "";
  }
}
