package dev.dragoman.conformance.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a client's SDK made of an answer.
 *
 * @param status of HTTP; 200 for a stream that broke later
 * @param warnings fields that the gateway says it left out
 * @param read the SDK's object as JSON; of an error {@code type}, {@code code}, {@code message} and
 *     the SDK's class
 */
record Outcome(int status, List<String> warnings, JsonNode read) {
  Outcome {
    warnings = List.copyOf(warnings);
  }

  boolean isRefused() {
    return status >= 400;
  }

  String message() {
    return read.path("message").asText();
  }
}
