package dev.dragoman.fleet;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.contract.StoredResponsesEntry;
import dev.dragoman.resources.gateway.ResponseStorageMode;
import dev.dragoman.resources.gateway.StoredResponses;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a gateway says of storing answers. */
final class ResponseStorage {
  private static final String PATH = "spec.storedResponses";
  private static final Duration KEPT = Duration.ofDays(30);

  private ResponseStorage() {}

  /** How answers are stored, null when none is. */
  static @Nullable StoredResponsesEntry of(
      @Nullable StoredResponses stored, StoreEntry store, Reading reading) {
    if (stored == null || stored.mode() != ResponseStorageMode.Enabled) {
      return null;
    }
    if (store.type() == StoreEntry.Type.Memory) {
      reading.unsupported(
          PATH + ".mode=Enabled",
          "a store of type Memory keeps nothing that another pod finds: take DynamoDB, or Sqlite"
              + " for one process");
    }
    Duration keepFor =
        reading.field(PATH + ".keepFor", KEPT, () -> Durations.orNull(stored.keepFor()));
    return new StoredResponsesEntry(keepFor);
  }
}
