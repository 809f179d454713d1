package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.EmbeddingOutbound;
import dev.dragoman.protocol.codec.EncodedEmbeddings;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.Vectors;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.EmbeddingRequest.Purpose;
import dev.dragoman.protocol.model.EmbeddingResponse;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.normalise.EmbeddingLosses;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * How upstreams are asked for vectors: {@code :batchEmbedContents}, as Google's own SDKs ask also
 * for one text. Its requests repeat the model and the options.
 */
final class GeminiEmbeddingOutbound implements EmbeddingOutbound {
  /** "at most 100 requests can be in one batch", as Google refuses more. */
  private static final int MOST_TEXTS = 100;

  @Override
  public ProtocolId id() {
    return ProtocolId.GEMINI;
  }

  @Override
  public EncodedEmbeddings encodeRequest(EmbeddingRequest request, Target target) {
    EmbeddingLosses losses = new EmbeddingLosses(request, "Gemini");
    losses.user();
    losses.rest();
    return EncodedEmbeddings.inCallsOf(
        MOST_TEXTS,
        request,
        request.texts("Gemini"),
        texts -> call(texts, request, target),
        losses.all());
  }

  private static WireRequest call(List<String> texts, EmbeddingRequest request, Target target) {
    String model = GeminiPaths.name(target.model());
    Purpose purpose = request.purpose();
    JsonWriter json = new JsonWriter().beginObject().beginArray(GeminiEmbedding.REQUESTS);
    for (String text : texts) {
      json.beginObject().field(GeminiEmbedding.MODEL, model);
      json.beginObject(GeminiEmbedding.CONTENT)
          .beginArray("parts")
          .beginObject()
          .field("text", text)
          .endObject()
          .endArray()
          .endObject();
      json.field(
              GeminiEmbedding.TASK_TYPE, purpose == null ? null : GeminiEmbedding.taskType(purpose))
          .field(GeminiEmbedding.DIMENSIONS, request.dimensions())
          .endObject();
    }
    return new WireRequest(
        GeminiPaths.of(target, GeminiCall.BATCH_EMBED),
        WireHeaders.of("content-type", "application/json", "accept", "application/json"),
        json.endArray().endObject().bytes(),
        false);
  }

  @Override
  public EmbeddingResponse decodeResponse(WireResponse response, int expected) {
    try {
      JsonValue body = JsonReader.parse(response.body());
      if (!(body instanceof JsonObject answer)
          || !(answer.get("embeddings") instanceof JsonArray embeddings)) {
        throw new GatewayException(GeminiErrors.decode(response));
      }
      List<float[]> vectors = new ArrayList<>(embeddings.size());
      for (int i = 0; i < embeddings.size(); i++) {
        vectors.add(
            Vectors.of(
                embeddings.get(i) instanceof JsonObject embedding
                    ? embedding.get("values")
                    : null));
      }
      return new EmbeddingResponse(
          null, Vectors.counted(vectors, expected), GeminiEmbeddingUsage.of(response));
    } catch (JsonSyntaxException e) {
      throw Vectors.unreadable("it is no JSON");
    }
  }
}
