package dev.dragoman.gateway.limit.debt;

import dev.dragoman.contract.StoreEntry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Debts on disk, a file for each process, which several may share.
 *
 * <pre>
 * process.lock      locked while the process lives; whoever has the lock of a dead one is its heir
 * process.json      the debts, replaced as a whole; none while nothing is owed
 * process.damaged   what could not be read
 * </pre>
 */
final class DebtFolder {
  private static final Logger LOG = LoggerFactory.getLogger(DebtFolder.class);
  private static final String LOCK = ".lock";
  private static final String DEBTS = ".json";
  private static final String TEMPORARY = ".tmp";
  private static final String DAMAGED = ".damaged";

  /** Windows of one file; each takes some 500 bytes. */
  private static final int MOST_DEBTS = 20_000;

  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private final Path directory;
  private final InstantSource clock;

  /** Debts in {@code directory}, which need not exist. */
  DebtFolder(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** The debts of a process that lives. */
  Own own(String process, StoreEntry store) {
    return new Own(process, store);
  }

  /** Settles what dead processes owe. */
  interface Heir {
    /** Those that could not be settled yet. */
    List<Debt> settle(StoreEntry store, Instant recorded, List<Debt> debts);

    /** What was settled is in no file any more. */
    void forgotten();
  }

  /** The file of one process. Not thread-safe. */
  final class Own implements AutoCloseable {
    private final String process;
    private final StoreEntry store;
    private @Nullable FileChannel lock;
    private boolean isWritten;
    private boolean isCut;

    private Own(String process, StoreEntry store) {
      this.process = process;
      this.store = store;
    }

    /** This, and nothing else, is owed now; comes when it is on the disk. */
    void replace(List<Debt> debts) throws IOException {
      if (debts.isEmpty()) {
        if (isWritten) {
          AtomicFile.delete(file(process, DEBTS));
          isWritten = false;
        }
        return;
      }
      open();
      AtomicFile.write(
          file(process, DEBTS),
          file(process, TEMPORARY),
          DebtFile.bytes(store, clock.instant(), bounded(debts)));
      isWritten = true;
    }

    /** Those beyond what is held first: the others expire with their holder at worst. */
    private List<Debt> bounded(List<Debt> debts) {
      if (debts.size() <= MOST_DEBTS) {
        return debts;
      }
      if (!isCut) {
        LOG.warn("debts of more than {} windows are not all recorded", MOST_DEBTS);
        isCut = true;
      }
      return debts.stream()
          .sorted(Comparator.comparing(Debt::isBeyondHeld).reversed())
          .limit(MOST_DEBTS)
          .toList();
    }

    private void open() throws IOException {
      if (lock == null) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = file(process, LOCK);
        FileChannel channel = openLock(file, StandardOpenOption.CREATE);
        FileLock _ = channel.lock();
        if (!Files.exists(file)) {
          // An heir took it for a dead one's between the two calls; the next record tries again.
          channel.close();
          throw new NoSuchFileException(file.toString());
        }
        lock = channel;
      }
    }

    /** Leaves what is owed to an heir. */
    @Override
    public void close() throws IOException {
      FileChannel channel = lock;
      if (channel != null) {
        if (!isWritten) {
          AtomicFile.delete(file(process, LOCK));
        }
        channel.close();
        lock = null;
      }
    }
  }

  /** Has the debts of dead processes settled; what is left stays for the next time. */
  void adopt(Heir heir) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<String> processes = new ArrayList<>();
    try (var found = Files.newDirectoryStream(directory, "*" + LOCK)) {
      for (Path lock : found) {
        String name = lock.getFileName().toString();
        processes.add(name.substring(0, name.length() - LOCK.length()));
      }
    }
    for (String process : processes) {
      adopt(process, heir);
    }
  }

  private void adopt(String process, Heir heir) throws IOException {
    try (FileChannel channel = openLock(file(process, LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null && isSettled(process, heir)) {
        AtomicFile.delete(file(process, DEBTS));
        AtomicFile.delete(file(process, TEMPORARY));
        AtomicFile.delete(file(process, LOCK));
        heir.forgotten();
      }
    } catch (OverlappingFileLockException | NoSuchFileException others) {
      // This process's own, or settled by another heir meanwhile.
      return;
    }
  }

  private boolean isSettled(String process, Heir heir) throws IOException {
    Path file = file(process, DEBTS);
    if (!Files.exists(file)) {
      return true;
    }
    try {
      DebtFile read = read(file);
      List<Debt> debts = read.all();
      List<Debt> left = heir.settle(read.store(), read.recorded(), debts);
      if (!left.isEmpty() && left.size() < debts.size()) {
        AtomicFile.write(
            file, file(process, TEMPORARY), DebtFile.bytes(read.store(), read.recorded(), left));
        heir.forgotten();
      }
      return left.isEmpty();
    } catch (DebtFile.Damage damage) {
      Path aside = file(process, DAMAGED);
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.warn(
          "the debts of a process that died cannot be read and are set aside as {}: {}",
          aside,
          damage.getMessage());
      return true;
    }
  }

  private static DebtFile read(Path file) throws IOException, DebtFile.Damage {
    if (Files.size(file) > MOST_BYTES) {
      throw new DebtFile.Damage("it is larger than " + MOST_BYTES + " bytes");
    }
    return DebtFile.read(Files.readAllBytes(file));
  }

  private static FileChannel openLock(Path lock, StandardOpenOption how) throws IOException {
    return FileChannel.open(
        lock,
        EnumSet.of(how, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private Path file(String process, String suffix) {
    return directory.resolve(process + suffix);
  }
}
