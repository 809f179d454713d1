package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.GatewayException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where calls go: the model and the method stand in the path. At the Gemini API as {@code
 * models/NAME:METHOD}; {@code tunedModels/NAME} stays one of those. On Vertex AI, below a project
 * and a location, as {@code publishers/PUBLISHER/models/NAME:METHOD}, where a name may say its
 * publisher, or be {@code endpoints/ID} of a tuned model. No part of a name leads elsewhere.
 * Source: models.generateContent on ai.google.dev; projects.locations.publishers.models and
 * projects.locations.endpoints in the Vertex AI REST reference.
 */
final class GeminiPaths {
  private static final String VERSION = "/v1beta/";
  private static final String MODELS = "models/";
  private static final String TUNED = "tunedModels/";
  private static final String PUBLISHERS = "publishers/";
  private static final String ENDPOINTS = "endpoints/";

  private GeminiPaths() {}

  /**
   * The path of a call that generates.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for a name that would lead elsewhere
   */
  static String generate(Target target, boolean stream) {
    return target.path(
        resource(target) + (stream ? GeminiCall.STREAM + "?alt=sse" : GeminiCall.GENERATE));
  }

  /**
   * The path of a call that counts tokens.
   *
   * @throws GatewayException as {@link #generate}
   */
  static String count(Target target) {
    return of(target, GeminiCall.COUNT);
  }

  /**
   * The path of a call to another method.
   *
   * @throws GatewayException as {@link #generate}
   */
  static String of(Target target, String method) {
    return target.path(resource(target) + method);
  }

  /** The name of a model as bodies at the Gemini API have it. */
  static String name(String model) {
    return model.startsWith(TUNED) || model.startsWith(MODELS) ? model : MODELS + model;
  }

  private static String resource(Target target) {
    String publisher = target.dialect().publisher();
    return publisher == null
        ? VERSION + ofDeveloper(target.model())
        : "/" + ofPublisher(target.model(), publisher);
  }

  private static String ofDeveloper(String model) {
    String tuned = after(TUNED, model);
    return tuned == null ? MODELS + segment(withoutModels(model)) : TUNED + segment(tuned);
  }

  private static String ofPublisher(String model, String publisher) {
    String endpoint = after(ENDPOINTS, model);
    if (endpoint != null) {
      return ENDPOINTS + segment(endpoint);
    }
    String named = after(PUBLISHERS, model);
    int models = named == null ? -1 : named.indexOf("/" + MODELS);
    if (named == null || models < 0) {
      return resource(publisher, withoutModels(model));
    }
    return resource(named.substring(0, models), named.substring(models + 1 + MODELS.length()));
  }

  private static String resource(String publisher, String name) {
    return PUBLISHERS + segment(publisher) + "/" + MODELS + segment(name);
  }

  private static String withoutModels(String model) {
    String name = after(MODELS, model);
    return name == null ? model : name;
  }

  private static @Nullable String after(String beginning, String text) {
    return text.startsWith(beginning) ? text.substring(beginning.length()) : null;
  }

  private static String segment(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw GatewayException.at("model", "cannot be the name of a model");
    }
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
