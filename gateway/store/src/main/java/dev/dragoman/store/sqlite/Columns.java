package dev.dragoman.store.sqlite;

import dev.dragoman.store.window.Tally;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Values as columns: moments are milliseconds since 1970, amounts exact decimal text. */
final class Columns {
  private Columns() {}

  static @Nullable Long millis(@Nullable Instant moment) {
    return moment == null ? null : moment.toEpochMilli();
  }

  static Instant moment(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static @Nullable Instant momentOrNull(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  static BigDecimal amount(ResultSet row, String column) throws SQLException {
    return new BigDecimal(row.getString(column));
  }

  static Tally tally(ResultSet row) throws SQLException {
    return new Tally(
        row.getLong("requests"),
        row.getLong("input_tokens"),
        row.getLong("output_tokens"),
        row.getLong("cached_tokens"),
        row.getLong("limited"),
        amount(row, "cost"));
  }
}
