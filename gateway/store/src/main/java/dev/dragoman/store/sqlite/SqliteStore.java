package dev.dragoman.store.sqlite;

import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.response.ResponseStore;
import dev.dragoman.store.thought.ThoughtStore;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.window.WindowStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/**
 * A store in one file. What was answered is on the disk: neither the end of the process nor the
 * loss of power takes it back.
 */
public final class SqliteStore implements Store {
  private final Session writing;
  private final Writer writer;
  private final Readers readers;
  private final KeyStore keys;
  private final WindowStore windows;
  private final UsageStore usage;
  private final ThoughtStore thoughts;
  private final ResponseStore responses;

  private SqliteStore(Session writing, List<Session> reading, InstantSource clock) {
    this.writing = writing;
    writer = new Writer(writing, new Upkeep(clock));
    readers = new Readers(reading);
    keys = new SqliteKeys(writer, readers);
    windows = new SqliteWindows(writer, readers);
    usage = new SqliteUsage(writer, readers);
    thoughts = new SqliteThoughts(writer, readers);
    responses = new SqliteResponses(writer, readers, clock);
  }

  /**
   * Opens a file, or makes it: readable by its owner alone. Other processes may have it open.
   *
   * @param clock tells when something may be forgotten
   * @throws StoreUnavailableException saying what is wrong with the file
   */
  public static SqliteStore open(Path path, InstantSource clock) {
    SqliteFile file = SqliteFile.prepared(path);
    try {
      return new SqliteStore(file.writing(), List.of(file.reading(), file.reading()), clock);
    } catch (SQLException e) {
      throw new StoreUnavailableException(
          "cannot open the store " + path + ": " + SqliteFault.of(e), e);
    }
  }

  @Override
  public KeyStore keys() {
    return keys;
  }

  @Override
  public WindowStore windows() {
    return windows;
  }

  @Override
  public UsageStore usage() {
    return usage;
  }

  @Override
  public ThoughtStore thoughts() {
    return thoughts;
  }

  @Override
  public ResponseStore responses() {
    return responses;
  }

  @Override
  public void close() {
    writer.close();
    try {
      readers.close();
      writing.close();
    } catch (SQLException e) {
      throw new StoreUnavailableException("the store was not closed: " + SqliteFault.of(e), e);
    }
  }
}
