package dev.dragoman.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of {@code mistakes/}: a manifest with a mistake that people make, headed by what they read
 * about it, one line {@code # prints: <field>: <message>} for each fault, whole and in this order.
 */
record Mistake(Path file, List<String> lines, String manifest) {
  private static final Path ROOT = Path.of("src", "test", "resources", "mistakes");
  private static final String PRINTS = "# prints: ";

  static List<Mistake> all() {
    try (Stream<Path> files = Files.list(ROOT)) {
      return files.sorted().map(Mistake::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Mistake read(Path file) {
    try {
      String text = Files.readString(file);
      return new Mistake(
          file,
          text.lines()
              .filter(line -> line.startsWith(PRINTS))
              .map(line -> line.substring(PRINTS.length()))
              .toList(),
          text.lines()
              .filter(line -> !line.startsWith(PRINTS))
              .collect(Collectors.joining("\n", "", "\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(List<String> found) throws IOException {
    Files.writeString(
        file,
        found.stream().map(line -> PRINTS + line + "\n").collect(Collectors.joining()) + manifest);
  }

  Map<String, @Nullable Object> object() {
    return TestFiles.yaml(manifest);
  }

  /** The plural, as in the path of the API. */
  String resource() {
    return String.valueOf(object().get("kind")).toLowerCase(Locale.ROOT) + "s";
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
