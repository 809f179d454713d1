package dev.dragoman.gateway.usage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What could not be written to the store, on disk: a file for each process from its start to its
 * end, locked while that lives. A file holds first what its process had counted before it, then
 * each record that followed, so that a dead process's totals are known from its file alone. Not
 * thread-safe.
 */
final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final String SUFFIX = ".jsonl";

  private final Path directory;
  private final long maxBytes;
  private @Nullable FileChannel own;
  private @Nullable Path ownFile;

  /**
   * A journal in {@code directory}, which need not exist.
   *
   * @param maxBytes of the file of one process
   */
  Journal(Path directory, long maxBytes) {
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  /** The file of a process that is no more, or of this one. */
  record Kept(String holder, List<JournalLine> lines) {}

  /** Whether this process has something in it. */
  boolean isBegun() {
    return own != null;
  }

  /** Size of this process's file. */
  long size() throws IOException {
    return own == null ? 0 : own.size();
  }

  /** Begins the file of a process. */
  void begin(String holder) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path file = directory.resolve(holder + SUFFIX);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    FileLock _ = channel.lock();
    own = channel;
    ownFile = file;
  }

  /**
   * Adds lines and waits until they are on the disk.
   *
   * @return whether there was room for them
   */
  boolean append(List<JournalLine> lines) throws IOException {
    FileChannel channel = own;
    if (channel == null) {
      throw new IllegalStateException("a journal is begun before it is written");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    lines.forEach(line -> all.writeBytes(line.bytes()));
    long end = channel.size();
    if (end + all.size() > maxBytes) {
      return false;
    }
    ByteBuffer rest = ByteBuffer.wrap(all.toByteArray());
    while (rest.hasRemaining()) {
      end += channel.write(rest, end);
    }
    channel.force(false);
    return true;
  }

  /** The lines of this process. */
  List<JournalLine> own() throws IOException {
    return own == null ? List.of() : lines(own);
  }

  /** Everything of this process is in the store. */
  void forgetOwn() throws IOException {
    if (own != null && ownFile != null) {
      Files.deleteIfExists(ownFile);
      own.close();
      own = null;
      ownFile = null;
    }
  }

  /** Hands out the files of dead processes, one by one, and deletes those that were taken. */
  void adopt(Heir heir) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> files = new ArrayList<>();
    try (var found = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      found.forEach(files::add);
    }
    for (Path file : files) {
      if (!file.equals(ownFile)) {
        adopt(file, heir);
      }
    }
  }

  /** Takes over what a dead process left behind. */
  @FunctionalInterface
  interface Heir {
    /** Whether all of it was taken. */
    boolean take(Kept kept);
  }

  private static void adopt(Path file, Heir heir) throws IOException {
    String name = file.getFileName().toString();
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      // A lock that another process has: it lives and writes its file itself.
      if (lock != null
          && heir.take(
              new Kept(name.substring(0, name.length() - SUFFIX.length()), lines(channel)))) {
        Files.deleteIfExists(file);
      }
    } catch (OverlappingFileLockException | NoSuchFileException others) {
      // Of another gateway in this process, or taken by another heir meanwhile.
      return;
    }
  }

  /** The whole lines: one that a crash cut has no line feed. */
  private static List<JournalLine> lines(FileChannel channel) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (all.hasRemaining() && channel.read(all, all.position()) >= 0) {
      // Reads on.
    }
    List<JournalLine> lines = new ArrayList<>();
    byte[] bytes = all.array();
    int start = 0;
    for (int i = 0; i < all.position(); i++) {
      if (bytes[i] == '\n') {
        JournalLine line = JournalLine.read(Arrays.copyOfRange(bytes, start, i));
        if (line == null) {
          LOG.warn("a line of the journal of usage is damaged and is passed over");
        } else {
          lines.add(line);
        }
        start = i + 1;
      }
    }
    return lines;
  }

  /** Lets go of the file, which stays for an heir. */
  @Override
  public void close() throws IOException {
    if (own != null) {
      own.close();
      own = null;
    }
  }
}
