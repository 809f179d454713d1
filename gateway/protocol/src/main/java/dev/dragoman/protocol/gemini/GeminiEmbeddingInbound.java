package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.EmbeddingInbound;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.codec.Vectors;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.EmbeddingRequest.Format;
import dev.dragoman.protocol.model.EmbeddingResponse;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import org.jspecify.annotations.Nullable;

/**
 * The side that clients see of {@code :embedContent} and {@code :batchEmbedContents}. The model
 * stands in the address, and Google wants the same name where the body repeats it.
 */
final class GeminiEmbeddingInbound implements EmbeddingInbound {
  @Override
  public ProtocolId id() {
    return ProtocolId.GEMINI;
  }

  @Override
  public Scanned scan(WireRequest request) {
    try {
      JsonScan scan = JsonScan.of(request.body(), GeminiEmbedding.MODEL, GeminiEmbedding.REQUESTS);
      return new Scanned(GeminiCall.of(request.path()).model(), false, true, scan);
    } catch (JsonSyntaxException e) {
      throw GatewayException.invalid("", e.problem());
    }
  }

  @Override
  public String path(String path, Target target) {
    return GeminiPaths.of(
        target, GeminiCall.isBatch(path) ? GeminiCall.BATCH_EMBED : GeminiCall.EMBED);
  }

  @Override
  public byte[] request(Scanned scanned, String upstreamModel) {
    JsonScan scan = scanned.scan();
    if (scanned.model().equals(upstreamModel)) {
      return scan.body();
    }
    JsonText name = JsonText.ofString(GeminiPaths.name(upstreamModel));
    if (scan.value(GeminiEmbedding.REQUESTS) instanceof JsonArray requests) {
      return scan.with(GeminiEmbedding.REQUESTS, renamed(requests, name));
    }
    return scan.value(GeminiEmbedding.MODEL) == null
        ? scan.body()
        : scan.with(GeminiEmbedding.MODEL, name);
  }

  private static JsonText renamed(JsonArray requests, JsonText name) {
    JsonWriter json = new JsonWriter().beginArray();
    for (int i = 0; i < requests.size(); i++) {
      if (requests.get(i) instanceof JsonObject request) {
        json.beginObject();
        for (int j = 0; j < request.size(); j++) {
          boolean named = request.name(j).equals(GeminiEmbedding.MODEL);
          json.field(request.name(j), named ? name : request.value(j).source());
        }
        json.endObject();
      } else {
        json.value(requests.get(i).source());
      }
    }
    return new JsonText(json.endArray().text());
  }

  /** Answers do not say who made them. */
  @Override
  public byte[] response(byte[] body, @Nullable String shownModel) {
    return body;
  }

  @Override
  public Usage usage(WireResponse response) {
    return GeminiEmbeddingUsage.of(response);
  }

  @Override
  public long inputTokens(WireRequest request) {
    try {
      return TokenEstimate.ofInputs(decodeRequest(request).inputs());
    } catch (GatewayException e) {
      // What it holds is between the client and the upstream.
      return TokenEstimate.ofBytes(request.body().length);
    }
  }

  @Override
  public EmbeddingRequest decodeRequest(WireRequest request) {
    return GeminiEmbeddingDecoder.decode(request);
  }

  @Override
  public byte[] encodeResponse(EmbeddingResponse response, EmbeddingRequest asked) {
    JsonWriter json = new JsonWriter().beginObject();
    if (asked.isList()) {
      json.beginArray("embeddings");
      for (float[] vector : response.vectors()) {
        values(json.beginObject(), vector);
      }
      json.endArray();
    } else {
      values(json.beginObject("embedding"), response.vectors().getFirst());
    }
    return json.beginObject("usageMetadata")
        .field("promptTokenCount", response.usage().inputTotal())
        .endObject()
        .endObject()
        .bytes();
  }

  private static void values(JsonWriter json, float[] vector) {
    Vectors.write(json.name("values"), vector, Format.FLOAT);
    json.endObject();
  }
}
