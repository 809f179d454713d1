package dev.dragoman.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of {@code cases/<kind>/<rule>/}: an object, or an object and what an edit makes of it. A
 * valid one is accepted. An invalid one begins with one line {@code # expect: <field>: <part of the
 * message>} for each of its faults, and the last object is refused for these and no others.
 *
 * @param before the object before the edit, null when the object is new
 */
record Case(
    Path file,
    List<Expectation> expectations,
    @Nullable Map<String, @Nullable Object> before,
    Map<String, @Nullable Object> object) {
  static final Path ROOT = Path.of("src", "test", "resources", "cases");
  private static final String EXPECT = "# expect: ";

  record Expectation(String field, String part) {
    boolean isMetBy(Fault fault) {
      return fault.field().equals(field) && fault.message().contains(part);
    }
  }

  static Stream<Case> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(Files::isRegularFile).sorted().map(Case::read).toList().stream();
    }
  }

  private static Case read(Path file) {
    try {
      String text = Files.readString(file);
      List<Expectation> expectations =
          text.lines()
              .filter(line -> line.startsWith(EXPECT))
              .map(line -> expectationOf(line.substring(EXPECT.length())))
              .toList();
      List<Map<String, @Nullable Object>> objects = new ArrayList<>();
      for (String document : text.split("(?m)^---$", -1)) {
        objects.add(TestFiles.yaml(document));
      }
      return new Case(
          file, expectations, objects.size() > 1 ? objects.getFirst() : null, objects.getLast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Expectation expectationOf(String line) {
    int end = line.indexOf(": ");
    return new Expectation(line.substring(0, end), line.substring(end + 2));
  }

  boolean isValid() {
    return file.getFileName().toString().startsWith("valid-");
  }

  /** The folder: kind and rule. */
  Path rule() {
    return ROOT.relativize(file).subpath(0, 2);
  }

  String kind() {
    return String.valueOf(object.get("kind"));
  }

  /** The plural, as in the path of the API. */
  String resource() {
    return kind().toLowerCase(Locale.ROOT) + "s";
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
