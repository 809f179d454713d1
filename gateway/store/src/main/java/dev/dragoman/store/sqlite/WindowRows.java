package dev.dragoman.store.sqlite;

import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A window's rows. */
final class WindowRows {
  private static final String ID =
      "(select id from spend_window where scope = ? and subject = ? and bound = ? and start = ?)";
  private static final String READ =
      "select * from spend_window where scope = ? and subject = ? and bound = ? and start = ?";
  private static final String WRITE =
      "insert into spend_window (scope, subject, bound, start, committed, expired, requests,"
          + " input_tokens, output_tokens, cached_tokens, limited, cost)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (scope, subject, bound, start) do update set"
          + " committed = excluded.committed, expired = excluded.expired,"
          + " requests = excluded.requests, input_tokens = excluded.input_tokens,"
          + " output_tokens = excluded.output_tokens, cached_tokens = excluded.cached_tokens,"
          + " limited = excluded.limited, cost = excluded.cost";

  private WindowRows() {}

  static WindowState read(Session session, WindowId id) throws SQLException {
    List<WindowState> found =
        session.query(
            READ, row -> state(session, id, row), id.scope(), id.subject(), id.bound(), start(id));
    return found.isEmpty() ? WindowState.empty(id) : found.getFirst();
  }

  private static WindowState state(Session session, WindowId id, ResultSet row)
      throws SQLException {
    List<Hold> holds =
        session.query(
            "select * from hold where window = ?",
            hold ->
                new Hold(
                    hold.getString("holder"),
                    hold.getLong("sequence"),
                    Columns.amount(hold, "held")),
            row.getLong("id"));
    return new WindowState(
        id,
        Columns.amount(row, "committed"),
        holds,
        Columns.amount(row, "expired"),
        Columns.tally(row));
  }

  /** Writes all but the holds. */
  static void write(Session session, WindowState state) throws SQLException {
    WindowId id = state.id();
    Tally spent = state.spent();
    session.update(
        WRITE,
        id.scope(),
        id.subject(),
        id.bound(),
        start(id),
        state.committed().toPlainString(),
        state.expired().toPlainString(),
        spent.requests(),
        spent.inputTokens(),
        spent.outputTokens(),
        spent.cachedTokens(),
        spent.limited(),
        spent.cost().toPlainString());
  }

  static void writeHold(Session session, WindowId id, Hold hold) throws SQLException {
    session.update(
        "insert or replace into hold (window, holder, sequence, held) values (" + ID + ", ?, ?, ?)",
        id.scope(),
        id.subject(),
        id.bound(),
        start(id),
        hold.holder(),
        hold.sequence(),
        hold.held().toPlainString());
  }

  static void deleteHold(Session session, WindowId id, String holder) throws SQLException {
    session.update(
        "delete from hold where window = " + ID + " and holder = ?",
        id.scope(),
        id.subject(),
        id.bound(),
        start(id),
        holder);
  }

  static void writeUntil(Session session, WindowId id, @Nullable Instant until)
      throws SQLException {
    session.update(
        "update spend_window set until = ? where id = " + ID,
        Columns.millis(until),
        id.scope(),
        id.subject(),
        id.bound(),
        start(id));
  }

  /** Whether the mark is new. */
  static boolean mark(Session session, WindowId id, String mark) throws SQLException {
    write(session, read(session, id));
    int inserted =
        session.update(
            "insert or ignore into mark (window, mark) values (" + ID + ", ?)",
            id.scope(),
            id.subject(),
            id.bound(),
            start(id),
            mark);
    return inserted > 0;
  }

  private static long start(WindowId id) {
    return id.start().toEpochMilli();
  }
}
