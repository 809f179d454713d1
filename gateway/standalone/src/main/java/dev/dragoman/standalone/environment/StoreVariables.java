package dev.dragoman.standalone.environment;

import dev.dragoman.contract.StoreEntry;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/** Variables that say where keys and usage are kept: in tables of DynamoDB, else in a file. */
final class StoreVariables {
  private static final String ENDPOINT = "DYNAMODB_ENDPOINT_URL";
  private static final String KEYS = "DYNAMODB_API_KEYS_TABLE";
  private static final String USAGE = "DYNAMODB_USAGE_TABLE";
  static final List<String> NAMES = List.of(ENDPOINT, KEYS, USAGE);

  private static final String REGION = "AWS_REGION";
  private static final String USUAL_REGION = "us-east-1";

  private StoreVariables() {}

  static StoreEntry read(Variables variables, List<String> notices) {
    URI endpoint = variables.url(ENDPOINT, "http://127.0.0.1:8000");
    String keys = variables.text(KEYS);
    String usage = variables.text(USAGE);
    if (keys == null && usage == null) {
      if (endpoint != null) {
        notices.add(ENDPOINT + " is not used without " + KEYS + " and " + USAGE);
      }
      return StoreEntry.SQLITE;
    }
    if (keys == null || usage == null) {
      variables.missing(keys == null ? KEYS : USAGE, "name both tables, or none");
      return StoreEntry.SQLITE;
    }
    String region = Objects.requireNonNullElse(variables.text(REGION), USUAL_REGION);
    return new StoreEntry(
        StoreEntry.Type.DynamoDB, null, new StoreEntry.DynamoDb(region, endpoint, keys, usage));
  }
}
