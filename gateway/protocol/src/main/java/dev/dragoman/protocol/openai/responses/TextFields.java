package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.OutputFormat.JsonObject;
import dev.dragoman.protocol.model.OutputFormat.JsonSchema;
import dev.dragoman.protocol.model.OutputFormat.PlainText;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.normalise.OutputPlan.NativeSchema;
import dev.dragoman.protocol.openai.StrictSchema;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code text}: the form of the answer and how wordy it is. Strict is only claimed for
 * schemas that OpenAI accepts as such. Source: OpenAI API reference, Responses, {@code text}.
 */
final class TextFields {
  private static final String USUAL_NAME = "output";
  private static final int MAX_NAME = 64;

  private final JsonWriter json;
  private final Consumer<Dropped> losses;

  TextFields(JsonWriter json, Consumer<Dropped> losses) {
    this.json = json;
    this.losses = losses;
  }

  /** OpenAI takes every schema of an object: strict or as a hint. */
  static @Nullable NativeSchema nativeSchema(JsonText schema) {
    return StrictSchema.isObject(schema) ? new NativeSchema(schema, null) : null;
  }

  void write(@Nullable OutputFormat format, ChatRequest request) {
    boolean formed = format instanceof JsonObject || format instanceof JsonSchema;
    if (!formed && request.verbosity() == null) {
      return;
    }
    json.beginObject("text");
    switch (format) {
      case null -> {}
      case PlainText _ -> {}
      case JsonObject _ -> json.beginObject("format").field("type", "json_object").endObject();
      case JsonSchema schema -> schema(schema, request.paths().of(RequestField.OUTPUT_FORMAT));
    }
    json.field("verbosity", request.verbosity()).endObject();
  }

  private void schema(JsonSchema format, String path) {
    json.beginObject("format").field("type", "json_schema").field("name", name(format.name()));
    json.field("description", format.description()).field("schema", format.schema());
    json.field("strict", (Boolean) strict(format, path)).endObject();
  }

  /** Left out, a schema would be strict. */
  private boolean strict(JsonSchema format, String path) {
    if (!Boolean.TRUE.equals(format.strict())) {
      return false;
    }
    boolean compliant = StrictSchema.isCompliant(format.schema());
    if (!compliant) {
      losses.accept(
          Dropped.advisory(
              path, "the model is not held to the schema, which is not closed as strict asks for"));
    }
    return compliant;
  }

  private static String name(@Nullable String given) {
    if (given == null || given.isEmpty()) {
      return USUAL_NAME;
    }
    String legal = given.replaceAll("[^a-zA-Z0-9_-]", "_");
    return legal.length() > MAX_NAME ? legal.substring(0, MAX_NAME) : legal;
  }
}
