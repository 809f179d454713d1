package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.EmbeddingOutbound;
import dev.dragoman.protocol.codec.EncodedEmbeddings;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.Vectors;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.EmbeddingRequest.Purpose;
import dev.dragoman.protocol.model.EmbeddingResponse;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.normalise.EmbeddingLosses;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Vectors by {@code POST /model/{modelId}/invoke}: Converse makes none, and each vendor has a body
 * of its own.
 *
 * <pre>
 * Titan   {"inputText","dimensions"}                            one text a call
 *         → {"embedding":[…],"inputTextTokenCount"}
 * Cohere  {"texts","input_type","truncate","output_dimension"}  up to 96 texts a call
 *         → {"embeddings":[[…],…]} or {"embeddings":{"float":[[…],…]}}
 * </pre>
 *
 * Source: "Amazon Titan Embeddings Text", "Cohere Embed v3" and "Cohere Embed v4" in the Bedrock
 * user guide; tokens of an answer that does not tell them stand in the header that InvokeModel
 * answers with.
 */
final class InvokeEmbeddings implements EmbeddingOutbound {
  private static final int TEXTS_OF_TITAN = 1;
  private static final int TEXTS_OF_COHERE = 96;
  private static final String TOKENS = "x-amzn-bedrock-input-token-count";

  @Override
  public ProtocolId id() {
    return ProtocolId.BEDROCK;
  }

  @Override
  public EncodedEmbeddings encodeRequest(EmbeddingRequest request, Target target) {
    Capabilities capabilities = target.capabilities();
    if (request.dimensions() != null && !capabilities.has(Flag.EMBEDDING_DIMENSIONS)) {
      throw GatewayException.at(
          request.spelling().dimensions(),
          "cannot be chosen: the vectors of this route's model have one length");
    }
    EmbeddingLosses losses = new EmbeddingLosses(request, "Bedrock");
    losses.user();
    losses.rest();
    List<String> texts = request.texts("Bedrock");
    if (capabilities.has(Flag.COHERE_EMBEDDINGS)) {
      return EncodedEmbeddings.inCallsOf(
          TEXTS_OF_COHERE,
          request,
          texts,
          part -> call(target, ofCohere(part, request)),
          losses.all());
    }
    losses.purpose();
    return EncodedEmbeddings.inCallsOf(
        TEXTS_OF_TITAN,
        request,
        texts,
        part -> call(target, ofTitan(part.getFirst(), request)),
        losses.all());
  }

  private static WireRequest call(Target target, JsonWriter body) {
    return new WireRequest(
        BedrockPaths.of(target.model(), "/invoke"),
        WireHeaders.of("content-type", "application/json", "accept", "application/json"),
        body.endObject().bytes(),
        false);
  }

  private static JsonWriter ofTitan(String text, EmbeddingRequest request) {
    return new JsonWriter()
        .beginObject()
        .field("inputText", text)
        .field("dimensions", request.dimensions());
  }

  /**
   * It has to be told what the vectors are for; documents where nobody says it, as they are the
   * many. A text that is too long is refused as at OpenAI, not cut.
   */
  private static JsonWriter ofCohere(List<String> texts, EmbeddingRequest request) {
    Purpose purpose = request.purpose();
    JsonWriter json = new JsonWriter().beginObject().beginArray("texts");
    texts.forEach(json::value);
    return json.endArray()
        .field(
            "input_type",
            (purpose == null ? Purpose.SEARCH_DOCUMENT : purpose).name().toLowerCase(Locale.ROOT))
        .field("truncate", "NONE")
        .field("output_dimension", request.dimensions());
  }

  @Override
  public EmbeddingResponse decodeResponse(WireResponse response, int expected) {
    JsonValue body;
    try {
      body = JsonReader.parse(response.body());
    } catch (JsonSyntaxException e) {
      throw Vectors.unreadable("it is no JSON");
    }
    if (!(body instanceof JsonObject answer)) {
      throw Vectors.unreadable("it is no object");
    }
    List<float[]> vectors = vectors(answer);
    if (vectors == null) {
      throw new GatewayException(ConverseErrors.decode(response));
    }
    return new EmbeddingResponse(
        null, Vectors.counted(vectors, expected), usage(answer, response.headers()));
  }

  private static @Nullable List<float[]> vectors(JsonObject answer) {
    if (answer.get("embedding") instanceof JsonArray one) {
      return List.of(Vectors.of(one));
    }
    JsonValue several = answer.get("embeddings");
    if (several instanceof JsonObject byType) {
      several = byType.get("float");
    }
    return several instanceof JsonArray list ? all(list) : null;
  }

  private static List<float[]> all(JsonArray list) {
    List<float[]> vectors = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      vectors.add(Vectors.of(list.get(i)));
    }
    return vectors;
  }

  private static Usage usage(JsonObject answer, WireHeaders headers) {
    Long told =
        answer.get("inputTextTokenCount") instanceof JsonNumber number ? number.count() : null;
    Long tokens = told == null ? header(headers.first(TOKENS)) : told;
    return tokens == null || tokens == 0 ? Usage.UNKNOWN : Usage.of(tokens, 0);
  }

  private static @Nullable Long header(@Nullable String count) {
    return count == null ? null : new JsonNumber(count).count();
  }
}
