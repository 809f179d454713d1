package dev.dragoman.protocol.bedrock;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where calls go: {@code /model/{modelId}/OPERATION}. */
final class BedrockPaths {
  private BedrockPaths() {}

  /** The path of a call. An ARN holds colons and slashes, which stay one segment of it. */
  static String of(String model, String operation) {
    return "/model/"
        + URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20")
        + operation;
  }
}
