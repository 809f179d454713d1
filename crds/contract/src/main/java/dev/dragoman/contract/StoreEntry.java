package dev.dragoman.contract;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where keys and usage live.
 *
 * @param sqlitePath file of {@link Type#Sqlite}, null for the state directory's
 * @param dynamoDb tables of {@link Type#DynamoDB}
 */
public record StoreEntry(Type type, @Nullable String sqlitePath, @Nullable DynamoDb dynamoDb) {
  public static final StoreEntry MEMORY = new StoreEntry(Type.Memory, null, null);
  public static final StoreEntry SQLITE = new StoreEntry(Type.Sqlite, null, null);

  /** Kinds of store, by the names that manifests use. */
  public enum Type {
    Memory,
    Sqlite,
    DynamoDB
  }

  public StoreEntry {
    Require.that((type == Type.DynamoDB) == (dynamoDb != null), "dynamoDb belongs to DynamoDB");
    Require.that(type == Type.Sqlite || sqlitePath == null, "sqlitePath belongs to Sqlite");
  }

  /**
   * Two tables.
   *
   * @param endpoint in place of the region's public endpoint
   */
  public record DynamoDb(
      String region, @Nullable URI endpoint, String keyTable, String usageTable) {
    public DynamoDb {
      Require.text(region, "region");
      Require.text(keyTable, "keyTable");
      Require.text(usageTable, "usageTable");
    }
  }
}
