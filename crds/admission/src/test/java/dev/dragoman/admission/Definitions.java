package dev.dragoman.admission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The committed manifests of the resource definitions. */
final class Definitions {
  private static final Path FOLDER = Path.of("..", "manifests");

  private Definitions() {}

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  static void installAll(ApiServer server) throws IOException {
    for (Path file : files()) {
      server.install(Files.readString(file));
    }
  }

  /** Where the objects of a kind are. */
  static String path(String namespace, String resource) {
    return "/apis/dragoman.dev/v1alpha1/namespaces/" + namespace + "/" + resource;
  }
}
