package dev.dragoman.store.sqlite;

import static dev.dragoman.store.usage.UsageStore.RECORDS_KEPT;
import static dev.dragoman.store.usage.UsageStore.TOTALS_KEPT;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Deletes what may be forgotten: once a minute, a bounded part of it. */
final class Upkeep implements Session.Work<Integer> {
  private static final Duration BETWEEN = Duration.ofMinutes(1);
  private static final int MOST = 5_000;

  private final InstantSource clock;
  private Instant next = Instant.MIN;

  Upkeep(InstantSource clock) {
    this.clock = clock;
  }

  /** How much was deleted. */
  @Override
  public Integer in(Session session) throws SQLException {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return 0;
    }
    next = now.plus(BETWEEN);
    long millis = now.toEpochMilli();
    int deleted =
        session.update(
            "delete from spend_window where id in"
                + " (select id from spend_window where until <= ? limit ?)",
            millis,
            MOST);
    deleted += session.update("delete from thought where until <= ?", millis);
    deleted +=
        session.update(
            "delete from response where rowid in"
                + " (select rowid from response where until <= ? limit ?)",
            millis,
            MOST);
    deleted += session.update("delete from api_key where forgotten_at <= ?", millis);
    deleted +=
        session.update(
            // The oldest were written first; an index of their times would cost each record.
            "delete from usage_record where rowid in"
                + " (select rowid from usage_record order by rowid limit ?) and at < ?",
            MOST,
            millis - RECORDS_KEPT.toMillis());
    LocalDate first = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(TOTALS_KEPT.toDays());
    return deleted + session.update("delete from usage_total where day < ?", first.toString());
  }
}
