package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vectors as JSON: arrays of numbers, or base64 of little-endian 32-bit floating point numbers.
 * Source of the latter: {@code encoding_format} of "Create embeddings" in the OpenAI API reference,
 * and what its SDKs decode.
 */
public final class Vectors {
  private Vectors() {}

  /**
   * Reads a vector in either spelling.
   *
   * @param value null where an answer has none
   * @throws GatewayException {@code BAD_UPSTREAM} when it is none
   */
  public static float[] of(@Nullable JsonValue value) {
    return switch (value) {
      case JsonArray numbers -> of(numbers);
      case JsonString(String base64) -> ofBase64(base64);
      case null -> throw unreadable("a vector is missing");
      case JsonNull _, JsonBoolean _, JsonNumber _, JsonObject _ ->
          throw unreadable("a vector is neither an array nor base64");
    };
  }

  private static float[] of(JsonArray numbers) {
    float[] vector = new float[numbers.size()];
    for (int i = 0; i < vector.length; i++) {
      if (!(numbers.get(i) instanceof JsonNumber(String spelling))) {
        throw unreadable("a vector holds what is no number");
      }
      vector[i] = Float.parseFloat(spelling);
      if (Float.isInfinite(vector[i])) {
        throw unreadable("a vector holds a number out of range");
      }
    }
    return vector;
  }

  private static float[] ofBase64(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw unreadable("a vector is no base64");
    }
    if (bytes.length % Float.BYTES != 0) {
      throw unreadable("a vector ends within a number");
    }
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }

  /** Writes a vector as the client wants it. */
  public static void write(JsonWriter json, float[] vector, EmbeddingRequest.Format format) {
    switch (format) {
      case FLOAT -> {
        json.beginArray();
        for (float number : vector) {
          json.value(number);
        }
        json.endArray();
      }
      case BASE64 -> json.value(base64(vector));
    }
  }

  private static String base64(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /**
   * The vectors when there are as many as were asked for.
   *
   * @throws GatewayException {@code BAD_UPSTREAM} when not: nobody could tell which is whose
   */
  public static List<float[]> counted(List<float[]> vectors, int expected) {
    if (vectors.size() != expected) {
      throw unreadable("it has " + vectors.size() + " vectors for " + expected + " inputs");
    }
    return vectors;
  }

  /** The exception that says what is wrong with an answer. */
  public static GatewayException unreadable(String problem) {
    return GatewayException.of(
        ErrorKind.BAD_UPSTREAM, "the upstream's answer holds no embeddings: " + problem);
  }
}
