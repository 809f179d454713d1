package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.model.GatewayException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where calls go: the model and the method stand in the path, as {@code models/NAME:METHOD}; {@code
 * tunedModels/NAME} stays one of those. No part of a name leads elsewhere.
 */
final class GeminiPaths {
  private static final String VERSION = "/v1beta/";
  private static final String MODELS = "models/";
  private static final String TUNED = "tunedModels/";

  private GeminiPaths() {}

  /**
   * The path of a call that generates.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for a name that would lead elsewhere
   */
  static String generate(String model, boolean stream) {
    return VERSION
        + resource(model)
        + (stream ? GeminiCall.STREAM + "?alt=sse" : GeminiCall.GENERATE);
  }

  /**
   * The path of a call that counts tokens.
   *
   * @throws GatewayException as {@link #generate}
   */
  static String count(String model) {
    return VERSION + resource(model) + GeminiCall.COUNT;
  }

  private static String resource(String model) {
    if (model.startsWith(TUNED)) {
      return TUNED + segment(model.substring(TUNED.length()));
    }
    return MODELS + segment(model.startsWith(MODELS) ? model.substring(MODELS.length()) : model);
  }

  private static String segment(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw GatewayException.at("model", "cannot be the name of a model");
    }
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
