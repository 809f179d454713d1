package dev.dragoman.resources.gateway;

/** Where keys and usage live. */
public enum StoreType {
  Memory,
  Sqlite,
  DynamoDB
}
