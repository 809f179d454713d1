package dev.dragoman.standalone.directory;

import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The manifest files of a directory: {@code *.yaml} and {@code *.yml} in it, hidden ones aside. A
 * file whose text has not changed is not read again into objects. Not thread-safe.
 */
final class ManifestFolder {
  private static final long MAX_BYTES = 3L * 1024 * 1024;
  private static final int MAX_FILES = 100_000;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path directory;
  private final ManifestReader reader;
  private Map<String, ManifestFile> known = Map.of();

  ManifestFolder(Path directory, ManifestReader reader) {
    this.directory = directory;
    this.reader = reader;
  }

  /**
   * The files in the order of their names. A file that cannot be read is a problem.
   *
   * @throws StartRefused when the directory itself cannot be read
   */
  List<ManifestFile> read() {
    Map<String, ManifestFile> now = new HashMap<>();
    List<ManifestFile> files = new ArrayList<>();
    for (Path path : list()) {
      ManifestFile file = file(path);
      if (file != null) {
        now.put(file.name(), file);
        files.add(file);
      }
    }
    known = now;
    return files;
  }

  private List<Path> list() {
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
    if (paths.size() > MAX_FILES) {
      throw StartRefused.misconfigured(
          directory + ": more than " + MAX_FILES + " files; put more objects into one file");
    }
    paths.sort(null);
    return paths;
  }

  /** Null for a file that was deleted since it was listed: it is not of the directory any more. */
  private @Nullable ManifestFile file(Path path) {
    String name = path.toString();
    Place place = new Place(name, 1, "");
    try {
      if (Files.size(path) > MAX_BYTES) {
        return ManifestFile.unread(
            place.problem("larger than 3 MiB, the bound for a file of manifests"));
      }
      String text = Files.readString(path, StandardCharsets.UTF_8);
      ManifestFile before = known.get(name);
      return before != null && before.text().equals(text)
          ? before
          : reader.read(name, text, withoutMark(text));
    } catch (NoSuchFileException e) {
      return null;
    } catch (CharacterCodingException e) {
      return ManifestFile.unread(place.problem("not UTF-8 text"));
    } catch (IOException e) {
      return ManifestFile.unread(unreadable(place));
    }
  }

  private static Problem unreadable(Place place) {
    return place.problem("the file cannot be read; give this user the right to read it");
  }

  private static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
