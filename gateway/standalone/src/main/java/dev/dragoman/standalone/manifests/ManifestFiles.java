package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The manifest files of a directory: {@code *.yaml} and {@code *.yml} in it, hidden ones aside. */
final class ManifestFiles {
  private static final long MAX_BYTES = 3L * 1024 * 1024;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ManifestFiles() {}

  /**
   * Reads the files in the order of their names. A file that cannot be read is a problem.
   *
   * @throws StartRefused when the directory cannot be read or holds no such file
   */
  static List<ManifestFile> read(Path directory, Problems problems) {
    List<Path> paths = list(directory);
    if (paths.isEmpty()) {
      throw StartRefused.misconfigured(
          directory
              + ": no manifest in this directory; put *.yaml or *.yml files in it,"
              + " or start without a directory");
    }
    List<ManifestFile> files = new ArrayList<>();
    for (Path path : paths) {
      String text = text(path, problems);
      if (text != null) {
        files.add(new ManifestFile(path.toString(), text));
      }
    }
    return files;
  }

  private static List<Path> list(Path directory) {
    if (!Files.exists(directory)) {
      throw StartRefused.misconfigured(directory + ": there is no such directory");
    }
    if (!Files.isDirectory(directory)) {
      throw StartRefused.misconfigured(
          directory + ": not a directory; name the directory that holds the manifests");
    }
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "[!.]*.{yaml,yml}")) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry)) {
          paths.add(entry);
        }
      }
    } catch (IOException e) {
      throw StartRefused.misconfigured(
          directory + ": the directory cannot be read; give this user the right to read it");
    }
    paths.sort(null);
    return paths;
  }

  private static @Nullable String text(Path path, Problems problems) {
    Place place = new Place(path.toString(), 1, "");
    try {
      if (Files.size(path) > MAX_BYTES) {
        problems.add(place, "larger than 3 MiB, the bound for a file of manifests");
        return null;
      }
      String text = Files.readString(path, StandardCharsets.UTF_8);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      problems.add(place, "not UTF-8 text");
      return null;
    } catch (IOException e) {
      problems.add(place, "the file cannot be read; give this user the right to read it");
      return null;
    }
  }
}
