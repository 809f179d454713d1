package dev.dragoman.store.sqlite;

import dev.dragoman.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * The file, which none but its owner may read. Several processes may have it open: each transaction
 * that writes begins with the lock, and waits for it.
 */
final class SqliteFile {
  private static final int BUSY_MILLIS = 2_000;

  private final Path path;

  private SqliteFile(Path path) {
    this.path = path;
  }

  /** The file with its tables, made where it is missing. */
  static SqliteFile prepared(Path path) {
    SqliteFile file = new SqliteFile(path);
    try {
      file.make();
      try (Session session = file.writing()) {
        SqliteSchema.prepare(session);
      }
      return file;
    } catch (IOException | SQLException e) {
      throw new StoreUnavailableException(
          "cannot open the store " + path + ": " + SqliteFault.of(e), e);
    }
  }

  private void make() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (Files.isDirectory(path)) {
      throw new IOException("it is a folder");
    }
    // The log and the shared memory beside it get the mode of the file from SQLite.
    try {
      Files.createFile(path);
    } catch (FileAlreadyExistsException _) {
      // It is checked by its schema.
    }
    var posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (posix != null) {
      posix.setPermissions(PosixFilePermissions.fromString("rw-------"));
    }
  }

  Session writing() throws SQLException {
    return open(config());
  }

  Session reading() throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return open(config);
  }

  private Session open(SQLiteConfig config) throws SQLException {
    return new Session(config.createConnection("jdbc:sqlite:" + path.toAbsolutePath()));
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    // A commit that was answered survives the loss of power too.
    config.setSynchronous(SynchronousMode.FULL);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    return config;
  }
}
