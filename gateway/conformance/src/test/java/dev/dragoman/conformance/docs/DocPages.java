package dev.dragoman.conformance.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The Markdown pages of the repository, and the files that they speak of. */
final class DocPages {
  private final Path root;

  DocPages(Path root) {
    this.root = root.normalize();
  }

  Path root() {
    return root;
  }

  /** Lines of each page by its path from the root. */
  SortedMap<String, List<String>> lines() {
    SortedMap<String, List<String>> pages = new TreeMap<>();
    for (Path file : files(name -> name.endsWith(".md"))) {
      pages.put(root.relativize(file).toString(), read(file).lines().toList());
    }
    return pages;
  }

  List<DocBlock> blocks() {
    return lines().entrySet().stream()
        .flatMap(page -> DocBlock.in(page.getKey(), page.getValue()).stream())
        .toList();
  }

  /** Text of a script by its path, or of a test by the name of its class. */
  Optional<String> source(String name) {
    if (name.contains("/")) {
      Path file = root.resolve(name);
      return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
    }
    return files((name + ".java")::equals).stream().findFirst().map(DocPages::read);
  }

  private List<Path> files(Predicate<String> wanted) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = folder.getFileName().toString();
              boolean foreign =
                  !folder.equals(root) && (name.equals("target") || name.startsWith("."));
              return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (wanted.test(file.getFileName().toString())) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
