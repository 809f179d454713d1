package dev.dragoman.gateway.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder, by name. Mounted volumes change by one link that is turned to another
 * folder: it is followed once, so that all files are of one time.
 */
final class FolderFiles implements Function<String, byte @Nullable []> {
  private static final String LINK = "..data";

  private final Path folder;

  private FolderFiles(Path folder) {
    this.folder = folder;
  }

  /** The files that are there now. */
  static FolderFiles of(Path folder) {
    try {
      return new FolderFiles(folder.resolve(LINK).toRealPath());
    } catch (IOException _) {
      return new FolderFiles(folder);
    }
  }

  /** A file that is absent or cannot be read is null: readers have to do without either. */
  @Override
  public byte @Nullable [] apply(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException _) {
      return null;
    }
  }

  /** Equal stamps, equal files. Empty when the folder cannot be listed. */
  Map<Path, String> stamps() {
    Map<Path, String> stamps = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{json,gz}")) {
      for (Path file : files) {
        BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
        stamps.put(file, seen.lastModifiedTime() + " " + seen.size() + " " + seen.fileKey());
      }
      return stamps;
    } catch (IOException _) {
      return Map.of();
    }
  }
}
