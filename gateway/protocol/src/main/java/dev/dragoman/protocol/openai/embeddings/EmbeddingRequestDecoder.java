package dev.dragoman.protocol.openai.embeddings;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.EmbeddingRequest.Format;
import dev.dragoman.protocol.model.EmbeddingRequest.Input;
import dev.dragoman.protocol.model.EmbeddingRequest.Purpose;
import dev.dragoman.protocol.model.EmbeddingRequest.Spelling;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/embeddings} → {@link EmbeddingRequest}. The input is a text, a list of
 * texts, an array of token numbers, or a list of such arrays. {@code input_type} is no field of
 * OpenAI's, but many compatible servers have it under this name. Errors: {@code INVALID_REQUEST}
 * naming the field. Source: "Create embeddings" in the OpenAI API reference.
 */
final class EmbeddingRequestDecoder {
  private static final Set<String> KNOWN =
      Set.of("model", "input", "dimensions", "encoding_format", "user", "input_type");

  private static final Spelling SPELLING =
      new Spelling(ProtocolId.OPENAI_EMBEDDINGS, "input", "dimensions", "input_type", "user");

  private EmbeddingRequestDecoder() {}

  static EmbeddingRequest decode(byte[] body) {
    JsonCursor root = JsonCursor.request(body);
    JsonCursor input = root.require("input");
    List<Input> inputs = inputs(input);
    return new EmbeddingRequest(
        root.requireString("model"),
        inputs,
        isList(input.value()),
        dimensions(root),
        format(root.get("encoding_format")),
        purpose(root.get("input_type")),
        root.string("user"),
        root.rest(KNOWN),
        SPELLING);
  }

  private static boolean isList(JsonValue input) {
    return input instanceof JsonArray array && !(array.get(0) instanceof JsonNumber);
  }

  private static List<Input> inputs(JsonCursor input) {
    return switch (input.value()) {
      case JsonString(String text) -> List.of(new Input.Text(text));
      case JsonArray array when array.size() == 0 -> throw input.invalid("is empty");
      case JsonArray array when array.get(0) instanceof JsonNumber ->
          List.of(tokens(array, input.path()));
      case JsonArray array -> inputs(array, input.path());
      case JsonValue other ->
          throw input.invalid(
              "must be a string, or an array of strings or tokens, is a " + other.typeName());
    };
  }

  private static List<Input> inputs(JsonArray array, String path) {
    List<Input> inputs = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      String place = path + "[" + i + "]";
      inputs.add(
          switch (array.get(i)) {
            case JsonString(String text) -> new Input.Text(text);
            case JsonArray tokens -> tokens(tokens, place);
            case JsonValue other ->
                throw GatewayException.at(
                    place, "must be a string or an array of tokens, is a " + other.typeName());
          });
    }
    return inputs;
  }

  private static Input.Tokens tokens(JsonArray array, String path) {
    List<Long> tokens = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      Long token = array.get(i) instanceof JsonNumber number ? number.count() : null;
      if (token == null) {
        throw GatewayException.at(path + "[" + i + "]", "must be the number of a token");
      }
      tokens.add(token);
    }
    if (tokens.isEmpty()) {
      throw GatewayException.at(path, "is empty");
    }
    return new Input.Tokens(tokens);
  }

  private static @Nullable Integer dimensions(JsonCursor root) {
    Integer dimensions = root.int32("dimensions");
    if (dimensions != null && dimensions < 1) {
      throw root.require("dimensions").invalid("must be at least 1");
    }
    return dimensions;
  }

  private static Format format(@Nullable JsonCursor format) {
    if (format == null) {
      return Format.FLOAT;
    }
    return switch (format.string()) {
      case "float" -> Format.FLOAT;
      case "base64" -> Format.BASE64;
      default -> throw format.invalid("must be float or base64");
    };
  }

  private static @Nullable Purpose purpose(@Nullable JsonCursor type) {
    if (type == null) {
      return null;
    }
    return switch (type.string().toLowerCase(Locale.ROOT)) {
      case "search_document", "document", "passage" -> Purpose.SEARCH_DOCUMENT;
      case "search_query", "query" -> Purpose.SEARCH_QUERY;
      case "classification" -> Purpose.CLASSIFICATION;
      case "clustering" -> Purpose.CLUSTERING;
      default ->
          throw type.invalid("must be search_document, search_query, classification or clustering");
    };
  }
}
