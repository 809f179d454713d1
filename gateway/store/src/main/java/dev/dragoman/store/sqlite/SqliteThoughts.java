package dev.dragoman.store.sqlite;

import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.store.thought.ThoughtStore;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** States, one row each. */
final class SqliteThoughts implements ThoughtStore {
  private static final String PUT =
      "insert or replace into thought (scope, tenant, call, state, until) values (?, ?, ?, ?, ?)";
  private static final String ONE =
      "select state from thought where scope = ? and tenant = ? and call = ?";

  private final Writer writer;
  private final Readers readers;

  SqliteThoughts(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public CompletableFuture<Boolean> remember(ThoughtId id, byte[] state, Instant until) {
    if (state.length > MOST_BYTES) {
      return CompletableFuture.completedFuture(false);
    }
    byte[] written = state.clone();
    return writer.write(session -> {
      session.update(PUT, id.scope(), id.tenant(), id.callId(), written, Columns.millis(until));
      return true;
    });
  }

  @Override
  public CompletableFuture<Optional<byte[]>> recall(ThoughtId id) {
    return readers.read(session ->
        session
            .query(ONE, row -> row.getBytes("state"), id.scope(), id.tenant(), id.callId())
            .stream()
            .findFirst());
  }
}
