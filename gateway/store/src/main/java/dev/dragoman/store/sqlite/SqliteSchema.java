package dev.dragoman.store.sqlite;

import java.sql.SQLException;
import java.util.List;

/**
 * The tables. Amounts are exact decimal text, moments are milliseconds since 1970. Records of usage
 * are written by the thousand: their one index goes by time, so that it grows at its end.
 */
final class SqliteSchema {
  private static final List<String> FIRST =
      List.of(
          """
          create table api_key (
            scope text not null,
            id text not null,
            source text not null,
            generation integer not null,
            entry text not null,
            changed_at integer not null,
            deleted_at integer,
            forgotten_at integer,
            primary key (scope, id)
          ) strict, without rowid\
          """,
          """
          create table spend_window (
            id integer primary key,
            scope text not null,
            subject text not null,
            bound text not null,
            start integer not null,
            committed text not null,
            expired text not null,
            requests integer not null,
            input_tokens integer not null,
            output_tokens integer not null,
            cached_tokens integer not null,
            limited integer not null,
            cost text not null,
            until integer,
            unique (scope, subject, bound, start)
          ) strict\
          """,
          "create index window_until on spend_window (until) where until is not null",
          """
          create table hold (
            window integer not null references spend_window (id) on delete cascade,
            holder text not null,
            sequence integer not null,
            held text not null,
            primary key (window, holder)
          ) strict, without rowid\
          """,
          """
          create table mark (
            window integer not null references spend_window (id) on delete cascade,
            mark text not null,
            primary key (window, mark)
          ) strict, without rowid\
          """,
          """
          create table usage_record (
            scope text not null,
            request text not null,
            attempt integer not null,
            at integer not null,
            subject text not null,
            key_id text not null,
            key_name text not null,
            team text,
            route text not null,
            provider text not null,
            model text not null,
            input integer not null,
            cache_read integer not null,
            cache_write integer not null,
            cache_write_1h integer not null,
            output integer not null,
            reasoning integer not null,
            audio_input integer not null,
            audio_output integer not null,
            cost text,
            currency text,
            basis text not null,
            outcome text not null,
            unique (scope, subject, at, request, attempt)
          ) strict\
          """,
          """
          create table usage_total (
            scope text not null,
            day text not null,
            subject text not null,
            key_id text not null,
            key_name text not null,
            team text not null,
            route text not null,
            provider text not null,
            model text not null,
            holder text not null,
            currency text not null,
            requests integer not null,
            input_tokens integer not null,
            output_tokens integer not null,
            cached_tokens integer not null,
            limited integer not null,
            cost text not null,
            primary key (scope, day, subject, key_id, key_name, team, route, provider, model,
              holder, currency)
          ) strict, without rowid\
          """,
          """
          create table thought (
            scope text not null,
            tenant text not null,
            call text not null,
            state blob not null,
            until integer not null,
            primary key (scope, tenant, call)
          ) strict\
          """,
          "create index thought_until on thought (until)");

  private static final List<String> SECOND =
      List.of(
          """
          create table response (
            scope text not null,
            tenant text not null,
            id text not null,
            content blob not null,
            until integer not null,
            primary key (scope, tenant, id)
          ) strict\
          """,
          "create index response_until on response (until)");

  /**
   * What makes each version of the one before it. How many were run stands in the file's {@code
   * user_version}; 0 is a new file.
   */
  private static final List<List<String>> VERSIONS = List.of(FIRST, SECOND);

  private SqliteSchema() {}

  /** Brings a file to the newest version; refuses one that is newer still. */
  static void prepare(Session session) throws SQLException {
    session.run("begin immediate");
    int found = session.query("pragma user_version", row -> row.getInt(1)).getFirst();
    for (int version = found; version < VERSIONS.size(); version++) {
      for (String statement : VERSIONS.get(version)) {
        session.run(statement);
      }
      session.run("pragma user_version = " + (version + 1));
    }
    session.run("commit");
    if (found > VERSIONS.size()) {
      throw new SQLException(
          "it was written by a newer version (format "
              + found
              + ", known is "
              + VERSIONS.size()
              + ")");
    }
  }
}
