package dev.dragoman.store.sqlite;

import dev.dragoman.store.response.ResponseId;
import dev.dragoman.store.response.ResponseStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Answers, one row each. */
final class SqliteResponses implements ResponseStore {
  private static final String PUT =
      "insert or replace into response (scope, tenant, id, content, until) values (?, ?, ?, ?, ?)";
  private static final String ONE =
      "select content from response where scope = ? and tenant = ? and id = ? and until > ?";
  private static final String DELETE =
      "delete from response where scope = ? and tenant = ? and id = ? and until > ?";

  private final Writer writer;
  private final Readers readers;
  private final InstantSource clock;

  SqliteResponses(Writer writer, Readers readers, InstantSource clock) {
    this.writer = writer;
    this.readers = readers;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Void> put(ResponseId id, byte[] content, Instant until) {
    byte[] written = content.clone();
    return writer
        .write(session ->
            session.update(PUT, id.scope(), id.tenant(), id.id(), written, Columns.millis(until)))
        .thenApply(_ -> null);
  }

  @Override
  public CompletableFuture<Map<ResponseId, byte[]>> get(Collection<ResponseId> ids) {
    List<ResponseId> asked = List.copyOf(ids);
    long now = clock.millis();
    return readers.read(session -> {
      Map<ResponseId, byte[]> found = new HashMap<>();
      for (ResponseId id : asked) {
        session
            .query(ONE, row -> row.getBytes("content"), id.scope(), id.tenant(), id.id(), now)
            .forEach(content -> found.put(id, content));
      }
      return found;
    });
  }

  @Override
  public CompletableFuture<Boolean> delete(ResponseId id) {
    long now = clock.millis();
    return writer.write(
        session -> session.update(DELETE, id.scope(), id.tenant(), id.id(), now) > 0);
  }
}
