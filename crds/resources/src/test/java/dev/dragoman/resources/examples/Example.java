package dev.dragoman.resources.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of the chart's examples: manifests, and beside them what is found about their objects.
 *
 * @param folder relative to the folder of a module below {@code crds}
 */
public record Example(Path folder) {
  private static final Path ROOT = Path.of("..", "..", "charts", "dragoman", "examples");

  /** All examples by name. */
  public static List<Example> all() {
    return list(ROOT).filter(Files::isDirectory).map(Example::new).toList();
  }

  /** The folder's name, which is also that of the namespace of its objects. */
  public String name() {
    return folder.getFileName().toString();
  }

  /** The manifests, one document each, in the order in which {@code kubectl apply} takes them. */
  public List<String> documents() {
    List<String> documents = new ArrayList<>();
    list(folder)
        .filter(file -> file.toString().endsWith(".yaml"))
        .forEach(file -> documents.addAll(List.of(read(file).split("(?m)^---\\R"))));
    return List.copyOf(documents);
  }

  /** Where it is written what is found about the objects. */
  public Path conditions() {
    return folder.resolve("conditions.txt");
  }

  @Override
  public String toString() {
    return name();
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
