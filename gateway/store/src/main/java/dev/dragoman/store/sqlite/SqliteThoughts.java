package dev.dragoman.store.sqlite;

import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.store.thought.ThoughtStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  public CompletableFuture<Integer> remember(Map<ThoughtId, byte[]> states, Instant until) {
    Map<ThoughtId, byte[]> written = new LinkedHashMap<>();
    states.forEach((id, state) -> {
      if (state.length <= MOST_BYTES) {
        written.put(id, state.clone());
      }
    });
    return writer.write(session -> {
      for (Map.Entry<ThoughtId, byte[]> each : written.entrySet()) {
        ThoughtId id = each.getKey();
        session.update(
            PUT, id.scope(), id.tenant(), id.callId(), each.getValue(), Columns.millis(until));
      }
      return written.size();
    });
  }

  @Override
  public CompletableFuture<Map<ThoughtId, byte[]>> recall(Collection<ThoughtId> ids) {
    List<ThoughtId> asked = List.copyOf(ids);
    return readers.read(session -> {
      Map<ThoughtId, byte[]> found = new HashMap<>();
      for (ThoughtId id : asked) {
        session
            .query(ONE, row -> row.getBytes("state"), id.scope(), id.tenant(), id.callId())
            .forEach(state -> found.put(id, state));
      }
      return found;
    });
  }
}
