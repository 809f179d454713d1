package dev.dragoman.standalone.state;

import dev.dragoman.standalone.start.StartRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Function;

/**
 * The directory of what outlives a process. It and its files belong to their owner alone where the
 * file system knows permissions. Made when it is first written to.
 */
public final class StateDirectory {
  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final String KEYS = "keys";
  private static final String ENVELOPE_KEYS = "envelope-keys";

  private final Path directory;

  public StateDirectory(Path directory) {
    this.directory = directory;
  }

  KeyFile readKeys() {
    return read(KEYS, KeyFile::parse, KeyFile.EMPTY);
  }

  EnvelopeKeyFile readEnvelopeKeys() {
    return read(ENVELOPE_KEYS, EnvelopeKeyFile::parse, EnvelopeKeyFile.EMPTY);
  }

  private <T> T read(String name, Function<String, T> parser, T absent) {
    Path file = directory.resolve(name);
    try {
      return parser.apply(Files.readString(file));
    } catch (NoSuchFileException e) {
      return absent;
    } catch (IllegalArgumentException e) {
      throw StartRefused.misconfigured(
          file + ": " + e.getMessage() + "; mend the line, or remove the file to mint new keys");
    } catch (IOException e) {
      throw refused("read");
    }
  }

  /** Replaces the keys as a whole: whoever reads sees the old ones or the new ones. */
  void writeKeys(KeyFile keys) {
    write(KEYS, keys.text());
  }

  /** Replaces the envelope keys, likewise. */
  void writeEnvelopeKeys(EnvelopeKeyFile keys) {
    write(ENVELOPE_KEYS, keys.text());
  }

  private void write(String name, String text) {
    try {
      createDirectory();
      Path next = directory.resolve(name + ".next");
      Files.deleteIfExists(next);
      Files.createFile(next, owned(OWNER_FILE));
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          next,
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw refused("write");
    }
  }

  private void createDirectory() throws IOException {
    if (!Files.isDirectory(directory)) {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(directory, owned(OWNER_DIRECTORY));
    }
  }

  private FileAttribute<?>[] owned(Set<PosixFilePermission> permissions) {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private StartRefused refused(String what) {
    return StartRefused.misconfigured(
        "STATE_DIR: cannot "
            + what
            + " "
            + directory
            + "; name a directory of your own with --state-dir");
  }
}
