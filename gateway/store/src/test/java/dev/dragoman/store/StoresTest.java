package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.memory.MemoryStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoresTest {
  @TempDir private Path folder;

  @Test
  void memoryLeavesNothing() {
    // Given
    StoreEntry entry = StoreEntry.MEMORY;

    // When
    try (Store store = Stores.open(entry, folder)) {

      // Then
      assertThat(store).isInstanceOf(MemoryStore.class);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void theFileLiesInTheStateDirectory() {
    // Given
    StoreEntry entry = StoreEntry.SQLITE;

    // When
    Stores.open(entry, folder).close();

    // Then
    assertThat(folder.resolve("dragoman.db")).isRegularFile();
  }

  @Test
  void theFileLiesWhereTheEntrySays() {
    // Given
    Path elsewhere = folder.resolve("a").resolve("b.db");
    StoreEntry entry = new StoreEntry(StoreEntry.Type.Sqlite, elsewhere.toString(), null);

    // When
    Stores.open(entry, folder.resolve("unused")).close();

    // Then
    assertThat(elsewhere).isRegularFile();
    assertThat(folder.resolve("unused")).doesNotExist();
  }
}
