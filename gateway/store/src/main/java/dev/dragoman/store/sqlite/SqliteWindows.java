package dev.dragoman.store.sqlite;

import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Windows: a row each, with rows for its holds and marks. */
final class SqliteWindows implements WindowStore {
  private final Writer writer;
  private final Readers readers;

  SqliteWindows(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public CompletableFuture<ChangeOutcome> change(WindowChange change) {
    return writer.write(session -> change(session, change));
  }

  private static ChangeOutcome change(Session session, WindowChange change) throws SQLException {
    WindowState before = WindowRows.read(session, change.id());
    ChangeOutcome outcome = before.after(change);
    if (!outcome.state().equals(before)) {
      WindowRows.write(session, outcome.state());
      WindowRows.writeHold(
          session, change.id(), new Hold(change.holder(), change.sequence(), change.held()));
      WindowRows.writeUntil(session, change.id(), change.until());
    }
    return outcome;
  }

  @Override
  public CompletableFuture<List<WindowState>> read(List<WindowId> ids) {
    List<WindowId> asked = List.copyOf(ids);
    return readers.read(session -> {
      List<WindowState> states = new ArrayList<>();
      for (WindowId id : asked) {
        states.add(WindowRows.read(session, id));
      }
      return states;
    });
  }

  @Override
  public CompletableFuture<Boolean> expire(WindowId id, Hold seen, Settlement settlement) {
    return writer.write(session -> {
      Optional<WindowState> without = WindowRows.read(session, id).without(seen, settlement);
      if (without.isPresent()) {
        WindowRows.write(session, without.get());
        WindowRows.deleteHold(session, id, seen.holder());
      }
      return without.isPresent();
    });
  }

  @Override
  public CompletableFuture<Boolean> mark(WindowId id, String mark) {
    return writer.write(session -> WindowRows.mark(session, id, mark));
  }
}
