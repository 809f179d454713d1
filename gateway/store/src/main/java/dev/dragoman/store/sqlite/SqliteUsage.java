package dev.dragoman.store.sqlite;

import dev.dragoman.contract.Money;
import dev.dragoman.store.usage.TokenUsage;
import dev.dragoman.store.usage.TotalsSum;
import dev.dragoman.store.usage.UsageLabels;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageRecord.Basis;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.usage.UsageTotals;
import dev.dragoman.store.window.Tally;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Usage: a row for a record, and one for each process, day, set of labels and currency. */
final class SqliteUsage implements UsageStore {
  private static final String RECORD =
      "insert or ignore into usage_record values"
          + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String TOTAL =
      "insert or replace into usage_total values"
          + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String NEWEST =
      "select * from usage_record where scope = ? and subject = ? order by at desc limit ?";
  private static final String ALL_TOTALS =
      "select * from usage_total where scope = ? and day between ? and ?";
  private static final String TOTALS_OF_ONE = ALL_TOTALS + " and subject = ?";

  private final Writer writer;
  private final Readers readers;

  SqliteUsage(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public CompletableFuture<Void> record(List<UsageRecord> records) {
    List<UsageRecord> written = List.copyOf(records);
    return writer
        .write(session -> {
          for (UsageRecord record : written) {
            insert(session, record);
          }
          return written.size();
        })
        .thenAccept(_ -> {});
  }

  private static void insert(Session session, UsageRecord record) throws SQLException {
    UsageLabels labels = record.labels();
    TokenUsage tokens = record.tokens();
    Money cost = record.cost();
    session.update(
        RECORD,
        record.scope(),
        record.requestId(),
        record.attempt(),
        record.at().toEpochMilli(),
        labels.subject(),
        labels.keyId(),
        labels.keyName(),
        labels.team(),
        labels.route(),
        labels.provider(),
        labels.model(),
        tokens.input(),
        tokens.cacheRead(),
        tokens.cacheWrite(),
        tokens.cacheWrite1h(),
        tokens.output(),
        tokens.reasoning(),
        tokens.audioInput(),
        tokens.audioOutput(),
        cost == null ? null : cost.amount().toPlainString(),
        cost == null ? null : cost.currency(),
        record.basis().name(),
        record.outcome());
  }

  @Override
  public CompletableFuture<Void> replace(List<UsageTotals> totals) {
    List<UsageTotals> written = List.copyOf(totals);
    return writer
        .write(session -> {
          for (UsageTotals each : written) {
            replace(session, each);
          }
          return written.size();
        })
        .thenAccept(_ -> {});
  }

  private static void replace(Session session, UsageTotals totals) throws SQLException {
    UsageLabels labels = totals.labels();
    Tally tally = totals.tally();
    session.update(
        TOTAL,
        totals.scope(),
        totals.day().toString(),
        labels.subject(),
        labels.keyId(),
        labels.keyName(),
        orEmpty(labels.team()),
        labels.route(),
        labels.provider(),
        labels.model(),
        totals.holder(),
        orEmpty(totals.currency()),
        tally.requests(),
        tally.inputTokens(),
        tally.outputTokens(),
        tally.cachedTokens(),
        tally.limited(),
        tally.cost().toPlainString());
  }

  @Override
  public CompletableFuture<List<UsageTotals>> totals(Query query) {
    String from = query.from().toString();
    String to = query.to().toString();
    String subject = query.subject();
    return readers
        .read(session ->
            subject == null
                ? session.query(ALL_TOTALS, SqliteUsage::total, query.scope(), from, to)
                : session.query(
                    TOTALS_OF_ONE, SqliteUsage::total, query.scope(), from, to, subject))
        .thenApply(TotalsSum::of);
  }

  @Override
  public CompletableFuture<List<UsageRecord>> records(String scope, String subject, int limit) {
    return readers.read(
        session -> session.query(NEWEST, SqliteUsage::record, scope, subject, limit));
  }

  private static UsageTotals total(ResultSet row) throws SQLException {
    return new UsageTotals(
        row.getString("scope"),
        LocalDate.parse(row.getString("day")),
        labels(row),
        row.getString("holder"),
        Columns.tally(row),
        orNull(row.getString("currency")));
  }

  private static UsageRecord record(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    return new UsageRecord(
        row.getString("scope"),
        row.getString("request"),
        row.getInt("attempt"),
        Columns.moment(row, "at"),
        labels(row),
        tokens(row),
        currency == null ? null : new Money(Columns.amount(row, "cost"), currency),
        Basis.valueOf(row.getString("basis")),
        row.getString("outcome"));
  }

  private static UsageLabels labels(ResultSet row) throws SQLException {
    return new UsageLabels(
        row.getString("subject"),
        row.getString("key_id"),
        row.getString("key_name"),
        orNull(row.getString("team")),
        row.getString("route"),
        row.getString("provider"),
        row.getString("model"));
  }

  private static TokenUsage tokens(ResultSet row) throws SQLException {
    return new TokenUsage(
        row.getLong("input"),
        row.getLong("cache_read"),
        row.getLong("cache_write"),
        row.getLong("cache_write_1h"),
        row.getLong("output"),
        row.getLong("reasoning"),
        row.getLong("audio_input"),
        row.getLong("audio_output"));
  }

  /** A part of a primary key is never null. */
  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
