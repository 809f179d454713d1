package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.dynamo.DynamoStore;
import dev.dragoman.store.dynamo.DynamoTables;
import dev.dragoman.store.local.DynamoLocal;
import dev.dragoman.store.window.WindowId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables that are made, missing, another's or out of reach. */
final class DynamoTablesTest {
  private static final WindowId WINDOW = new WindowId("gw", "key", "tokens", Instant.EPOCH);
  private static DynamoLocal local;

  @BeforeAll
  static void start() {
    local = DynamoLocal.start();
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  private static StoreEntry entry(StoreEntry.DynamoDb tables) {
    return new StoreEntry(StoreEntry.Type.DynamoDB, null, tables);
  }

  @Test
  void tablesAreMadeWithProgress() {
    // Given
    StoreEntry.DynamoDb tables = local.freshTables();
    List<String> progress = new ArrayList<>();

    // When
    DynamoTables.create(tables, progress::add);

    // Then
    assertThat(progress)
        .startsWith("table " + tables.keyTable() + ": creating")
        .contains("table " + tables.keyTable() + ": time to live by attribute ttl")
        .contains("table " + tables.usageTable() + ": active");
    Stores.open(entry(tables), Path.of("unused")).close();
  }

  @Test
  void tablesThatAreThereStay() {
    // Given
    StoreEntry.DynamoDb tables = local.freshTables();
    DynamoTables.create(tables, _ -> {});
    List<String> progress = new ArrayList<>();

    // When
    DynamoTables.create(tables, progress::add);

    // Then
    assertThat(progress)
        .containsExactly(
            "table " + tables.keyTable() + ": is there",
            "table " + tables.keyTable() + ": active",
            "table " + tables.usageTable() + ": is there",
            "table " + tables.usageTable() + ": active");
  }

  @Test
  void aMissingTableNamesTheCommandThatMakesIt() {
    // Given
    StoreEntry.DynamoDb tables = local.freshTables();

    // When
    var opening = assertThatThrownBy(() -> DynamoStore.open(tables));

    // Then
    opening
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(
            "table %s is missing in us-east-1; create it with: dragoman tables create --region us-east-1 --endpoint %s --key-table %s --usage-table %s",
            tables.keyTable(), local.endpoint(), tables.keyTable(), tables.usageTable());
  }

  @Test
  void aTableOfAnotherKeyIsRefused() {
    // Given
    StoreEntry.DynamoDb tables = local.freshTables();
    DynamoTables.create(tables, _ -> {});
    StoreEntry.DynamoDb swapped =
        new StoreEntry.DynamoDb(
            tables.region(),
            tables.endpoint(),
            /* keyTable= */ tables.usageTable(),
            /* usageTable= */ tables.keyTable());

    // When
    var opening = assertThatThrownBy(() -> DynamoStore.open(swapped));

    // Then
    opening
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(
            "table %s is another's: its key is [pk, sk], not (scope, id)", tables.usageTable());
  }

  @Test
  void whatCannotBeReachedIsSaidInOneLine() {
    // Given
    StoreEntry.DynamoDb nowhere =
        new StoreEntry.DynamoDb("us-east-1", URI.create("http://127.0.0.1:1"), "keys", "usage");

    // When
    var opening = assertThatThrownBy(() -> DynamoStore.open(nowhere));

    // Then
    opening
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("DynamoDB cannot be used: no connection");
  }

  @Test
  void anAnswerThatDoesNotComeIsGivenUpWithinTheDeadline() {
    // Given
    try (DynamoLocal frozen = DynamoLocal.start()) {
      StoreEntry.DynamoDb tables = frozen.freshTables();
      DynamoTables.create(tables, _ -> {});
      try (Store store = DynamoStore.open(tables)) {
        frozen.freeze();
        long began = System.nanoTime();

        // When
        var reading = assertThatThrownBy(() -> Answers.of(store.windows().read(List.of(WINDOW))));

        // Then
        reading
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessage("DynamoDB cannot be used: no answer in time");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
        frozen.thaw();
        assertThat(Answers.of(store.windows().read(List.of(WINDOW)))).hasSize(1);
      }
    }
  }
}
