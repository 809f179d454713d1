package dev.dragoman.protocol.codec;

/**
 * A path that a protocol serves to clients.
 *
 * @param method HTTP method
 * @param path absolute path
 */
public record Endpoint(String method, String path, Operation operation) {
  /** What a call to an endpoint does. */
  public enum Operation {
    GENERATE,
    COUNT_TOKENS
  }
}
