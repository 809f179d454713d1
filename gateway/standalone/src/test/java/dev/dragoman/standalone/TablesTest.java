package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.dynamo.DynamoStore;
import dev.dragoman.store.local.DynamoLocal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {
  private static DynamoLocal local;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    local = DynamoLocal.start();
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  private Shell.Outcome run(Map<String, String> environment, String... arguments) {
    return new Shell(directory, environment).run(gateway -> {}, arguments);
  }

  @Test
  void tablesAreMadeByOptions() {
    // Given
    StoreEntry.DynamoDb tables = local.freshTables();

    // When
    Shell.Outcome outcome =
        run(
            Map.of(),
            "tables",
            "create",
            "--region",
            tables.region(),
            "--endpoint",
            local.endpoint().toString(),
            "--key-table",
            tables.keyTable(),
            "--usage-table",
            tables.usageTable());

    // Then
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("table " + tables.usageTable() + ": active");
    DynamoStore.open(tables).close();
  }

  @Test
  void tablesAreMadeByVariables() {
    // Given
    StoreEntry.DynamoDb tables = local.freshTables();

    // When
    Shell.Outcome outcome =
        run(
            Map.of(
                "AWS_REGION",
                tables.region(),
                "DYNAMODB_ENDPOINT_URL",
                local.endpoint().toString(),
                "DYNAMODB_API_KEYS_TABLE",
                tables.keyTable(),
                "DYNAMODB_USAGE_TABLE",
                tables.usageTable()),
            "tables",
            "create");

    // Then
    assertThat(outcome.exitCode()).isZero();
    DynamoStore.open(tables).close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --region r                                                   | 2 | --key-table is missing (or set DYNAMODB_API_KEYS_TABLE)
          --region r --key-table keys                                  | 2 | --usage-table is missing (or set DYNAMODB_USAGE_TABLE)
          --key-table keys --usage-table usage                         | 2 | --region is missing (or set AWS_REGION)
          --region r --key-table keys --usage-table keys               | 2 | --key-table and --usage-table must be two tables
          --region r --key-table k --usage-table usage                 | 2 | --key-table: a table's name has 3 to 255 letters, digits, '_', '.' and '-'
          --region r --key-table keys --usage-table u_2 --endpoint x:y | 2 | --endpoint: write https://host or http://host:port
          --region r --key-table keys --usage-table u_2 --endpoint http://127.0.0.1:1 | 1 | DynamoDB cannot be used: no connection
          """)
  void whatIsWrongIsOneLine(String arguments, int exitCode, String line) {
    // Given
    String[] words = ("tables create " + arguments).split(" ", -1);

    // When
    Shell.Outcome outcome = run(Map.of(), words);

    // Then
    assertThat(outcome.err()).isEqualToIgnoringNewLines(line);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
  }
}
