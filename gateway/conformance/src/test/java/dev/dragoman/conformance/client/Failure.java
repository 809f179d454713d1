package dev.dragoman.conformance.client;

import org.jspecify.annotations.Nullable;

/**
 * What an SDK made of an error.
 *
 * @param exception simple name of the SDK's exception
 * @param status HTTP status of the answer that held the error
 * @param type the error's type, null when the SDK found none
 * @param code the error's code, null where the protocol has none
 * @param text the exception's message, in which SDKs repeat the body
 */
public record Failure(
    String exception, int status, @Nullable String type, @Nullable String code, String text) {
  /** Whether the error came inside a stream that had begun. */
  public boolean insideStream() {
    return exception.equals("SseException");
  }
}
