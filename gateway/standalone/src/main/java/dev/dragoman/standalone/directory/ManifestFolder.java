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
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The manifest files of a directory: {@code *.yaml} and {@code *.yml} in it, hidden ones aside. A
 * file that has not changed is not read again. Not thread-safe.
 */
final class ManifestFolder {
  private static final long MAX_BYTES = 3L * 1024 * 1024;
  private static final int MAX_FILES = 100_000;

  /** Within this time a file may change again without another stamp: clocks of disks are coarse. */
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private static final Stamp NEVER = new Stamp(0, FileTime.fromMillis(0), null);
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path directory;
  private final ManifestReader reader;
  private Map<String, Read> known = Map.of();

  ManifestFolder(Path directory, ManifestReader reader) {
    this.directory = directory;
    this.reader = reader;
  }

  /**
   * What was read of a file.
   *
   * @param settled whether the file was left alone long enough that its stamp tells of any change
   */
  private record Read(ManifestFile file, Stamp stamp, boolean settled) {}

  /** What a file system says of a file without opening it. */
  private record Stamp(long size, FileTime modified, @Nullable Object inode) {
    static Stamp of(Path path) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }

    boolean isSettled() {
      return modified.toInstant().isBefore(Instant.now().minus(SETTLING));
    }
  }

  /**
   * The files of a directory that has some.
   *
   * @throws StartRefused when there is none, or the directory cannot be read
   */
  List<ManifestFile> readSome() {
    List<ManifestFile> files = read();
    if (files.isEmpty()) {
      throw StartRefused.misconfigured(
          directory + ": no manifest in this directory; put *.yaml or *.yml files in it");
    }
    return files;
  }

  /**
   * The files in the order of their names. A file that cannot be read is a problem.
   *
   * @throws StartRefused when the directory itself cannot be read
   */
  List<ManifestFile> read() {
    Map<String, Read> now = new HashMap<>();
    List<ManifestFile> files = new ArrayList<>();
    for (Path path : list()) {
      Read read = file(path);
      if (read != null) {
        now.put(path.toString(), read);
        files.add(read.file);
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
  private @Nullable Read file(Path path) {
    Read before = known.get(path.toString());
    Place place = new Place(path.toString(), 1, "");
    Stamp stamp = NEVER;
    try {
      stamp = Stamp.of(path);
      return before != null && before.settled && before.stamp.equals(stamp)
          ? before
          : new Read(read(path, stamp, before), stamp, stamp.isSettled());
    } catch (NoSuchFileException e) {
      return null;
    } catch (CharacterCodingException e) {
      return new Read(ManifestFile.unread(place.problem("not UTF-8 text")), stamp, false);
    } catch (IOException e) {
      return new Read(ManifestFile.unread(unreadable(place)), stamp, false);
    }
  }

  private ManifestFile read(Path path, Stamp stamp, @Nullable Read before) throws IOException {
    String name = path.toString();
    if (stamp.size > MAX_BYTES) {
      return ManifestFile.unread(
          new Place(name, 1, "")
              .problem("larger than 3 MiB, the bound for a file of manifests; split it"));
    }
    String text = Files.readString(path, StandardCharsets.UTF_8);
    return before != null && before.file.whole() && before.file.text().equals(text)
        ? before.file
        : reader.read(name, text, withoutMark(text));
  }

  private static Problem unreadable(Place place) {
    return place.problem("the file cannot be read; give this user the right to read it");
  }

  private static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
