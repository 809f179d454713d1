package dev.dragoman.gateway.upstream.simulated;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.Vectors;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.EmbeddingRequest.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Vectors of length 1 that are decided by the words of a text alone, as OpenAI spells them: each
 * word has a direction, so that texts that share words are near each other. A word is a token.
 */
final class SimulatedEmbeddings {
  private static final int DIMENSIONS = 64;
  private static final int MOST_DIMENSIONS = 4_096;
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private SimulatedEmbeddings() {}

  /** The answer to a request for vectors. */
  static byte[] answer(JsonCursor request, String model) {
    int dimensions = dimensions(request);
    Format format =
        "base64".equals(request.string("encoding_format")) ? Format.BASE64 : Format.FLOAT;
    JsonWriter json = new JsonWriter().beginObject().field("object", "list").beginArray("data");
    int index = 0;
    int tokens = 0;
    for (List<String> words : inputs(request.require("input"))) {
      json.beginObject().field("object", "embedding").field("index", index++).name("embedding");
      Vectors.write(json, vector(words, dimensions), format);
      json.endObject();
      tokens += Math.max(1, words.size());
    }
    return json.endArray()
        .field("model", model)
        .beginObject("usage")
        .field("prompt_tokens", tokens)
        .field("total_tokens", tokens)
        .endObject()
        .endObject()
        .bytes();
  }

  private static int dimensions(JsonCursor request) {
    Integer asked = request.int32("dimensions");
    if (asked == null) {
      return DIMENSIONS;
    }
    if (asked < 1 || asked > MOST_DIMENSIONS) {
      throw request.require("dimensions").invalid("must be from 1 to " + MOST_DIMENSIONS);
    }
    return asked;
  }

  /** The words of each input; tokens are words too. */
  private static List<List<String>> inputs(JsonCursor input) {
    if (input.isString()) {
      return List.of(words(input.string()));
    }
    List<JsonCursor> items = input.items();
    boolean isOfTokens =
        !items.isEmpty() && !items.getFirst().isString() && !items.getFirst().isArray();
    if (isOfTokens) {
      return List.of(tokens(items));
    }
    List<List<String>> inputs = new ArrayList<>();
    for (JsonCursor item : items) {
      inputs.add(item.isArray() ? tokens(item.items()) : words(item.string()));
    }
    return inputs;
  }

  private static List<String> tokens(List<JsonCursor> numbers) {
    return numbers.stream().map(number -> Long.toString(number.integer())).toList();
  }

  private static List<String> words(String text) {
    return BETWEEN_WORDS
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static float[] vector(List<String> words, int dimensions) {
    double[] sum = new double[dimensions];
    // What all texts have in common: none is without a direction.
    sum[0] = 0.5;
    for (String word : words) {
      int hash = word.hashCode() * 0x9E3779B1;
      sum[Integer.remainderUnsigned(hash >>> 1, dimensions)] += (hash & 1) == 0 ? 1 : -1;
    }
    double square = 0;
    for (double one : sum) {
      square += one * one;
    }
    double length = square == 0 ? 1 : Math.sqrt(square);
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (sum[i] / length);
    }
    return vector;
  }
}
