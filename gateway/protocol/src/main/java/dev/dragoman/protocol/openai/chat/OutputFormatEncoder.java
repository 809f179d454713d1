package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.OutputFormat.JsonObject;
import dev.dragoman.protocol.model.OutputFormat.JsonSchema;
import dev.dragoman.protocol.model.OutputFormat.PlainText;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.normalise.OutputPlan.NativeSchema;
import dev.dragoman.protocol.openai.StrictSchema;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code response_format}. Strict is only claimed for schemas that OpenAI accepts as such; a
 * name is required, of the characters that names of functions have. Source: OpenAI API reference,
 * Chat Completions, {@code response_format}.
 */
final class OutputFormatEncoder {
  private static final String USUAL_NAME = "output";
  private static final int MAX_NAME = 64;

  private final JsonWriter json;
  private final Losses losses;

  OutputFormatEncoder(JsonWriter json, Losses losses) {
    this.json = json;
    this.losses = losses;
  }

  /** OpenAI takes every schema of an object: strict or as a hint. */
  static @Nullable NativeSchema nativeSchema(JsonText schema) {
    return StrictSchema.isObject(schema) ? new NativeSchema(schema, null) : null;
  }

  void write(@Nullable OutputFormat format, SourcePaths paths) {
    switch (format) {
      case null -> {}
      case PlainText _ -> {}
      case JsonObject _ ->
          json.beginObject("response_format").field("type", "json_object").endObject();
      case JsonSchema schema -> schema(schema, paths.of(RequestField.OUTPUT_FORMAT));
    }
  }

  private void schema(JsonSchema format, String path) {
    json.beginObject("response_format").field("type", "json_schema").beginObject("json_schema");
    json.field("name", name(format.name())).field("description", format.description());
    json.field("schema", format.schema()).field("strict", strict(format, path));
    json.endObject().endObject();
  }

  private @Nullable Boolean strict(JsonSchema format, String path) {
    if (Boolean.TRUE.equals(format.strict()) && !StrictSchema.isCompliant(format.schema())) {
      losses.advisory(
          path, "the model is not held to the schema, which is not closed as strict asks for");
      return false;
    }
    return format.strict();
  }

  private static String name(@Nullable String given) {
    if (given == null || given.isEmpty()) {
      return USUAL_NAME;
    }
    String legal = given.replaceAll("[^a-zA-Z0-9_-]", "_");
    return legal.length() > MAX_NAME ? legal.substring(0, MAX_NAME) : legal;
  }
}
