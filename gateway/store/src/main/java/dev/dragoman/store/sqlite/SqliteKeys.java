package dev.dragoman.store.sqlite;

import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.key.KeyStore;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keys, one row each. */
final class SqliteKeys implements KeyStore {
  private static final String ONE = "select * from api_key where scope = ? and id = ?";
  private static final String PAGE =
      "select * from api_key where scope = ? and id > ? order by id limit ?";
  private static final String PUT =
      "insert or replace into api_key (scope, id, source, generation, entry, changed_at,"
          + " deleted_at, forgotten_at) values (?, ?, ?, ?, ?, ?, ?, ?)";

  private final Writer writer;
  private final Readers readers;

  SqliteKeys(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public CompletableFuture<Optional<KeyItem>> find(String scope, String keyId) {
    return readers.read(session -> find(session, scope, keyId));
  }

  @Override
  public CompletableFuture<PutOutcome> put(KeyItem item) {
    return writer.write(session -> {
      Optional<KeyItem> stored = find(session, item.scope(), item.entry().keyId());
      if (stored.equals(Optional.of(item))) {
        return new PutOutcome.Stored();
      }
      if (stored.isPresent() && !item.replaces(stored.get())) {
        return new PutOutcome.Refused(stored.get());
      }
      session.update(
          PUT,
          item.scope(),
          item.entry().keyId(),
          item.source().name(),
          item.generation(),
          ContractJson.text(item.entry()),
          Columns.millis(item.changedAt()),
          Columns.millis(item.deletedAt()),
          Columns.millis(item.forgottenAt()));
      return new PutOutcome.Stored();
    });
  }

  @Override
  public CompletableFuture<List<KeyItem>> list(String scope, @Nullable String after, int limit) {
    return readers.read(
        session -> session.query(PAGE, SqliteKeys::item, scope, after == null ? "" : after, limit));
  }

  private static Optional<KeyItem> find(Session session, String scope, String keyId)
      throws SQLException {
    return session.query(ONE, SqliteKeys::item, scope, keyId).stream().findFirst();
  }

  private static KeyItem item(ResultSet row) throws SQLException {
    byte[] entry = row.getString("entry").getBytes(StandardCharsets.UTF_8);
    return new KeyItem(
        row.getString("scope"),
        KeyItem.Source.valueOf(row.getString("source")),
        row.getLong("generation"),
        ContractJson.read(entry, KeyEntry.class),
        Columns.moment(row, "changed_at"),
        Columns.momentOrNull(row, "deleted_at"),
        Columns.momentOrNull(row, "forgotten_at"));
  }
}
