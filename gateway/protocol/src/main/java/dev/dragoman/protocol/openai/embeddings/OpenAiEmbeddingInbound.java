package dev.dragoman.protocol.openai.embeddings;

import dev.dragoman.protocol.codec.EmbeddingInbound;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.codec.ShownModel;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.codec.Vectors;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.EmbeddingResponse;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import org.jspecify.annotations.Nullable;

/** The side that clients see. */
public final class OpenAiEmbeddingInbound implements EmbeddingInbound {
  /** Where clients ask. */
  public static final String PATH = "/v1/embeddings";

  private static final String MODEL = "model";

  @Override
  public ProtocolId id() {
    return ProtocolId.OPENAI_EMBEDDINGS;
  }

  @Override
  public Scanned scan(WireRequest request) {
    try {
      JsonScan scan = JsonScan.of(request.body(), MODEL);
      String model = scan.string(MODEL);
      if (model == null) {
        throw GatewayException.at(MODEL, "must be a string");
      }
      return new Scanned(model, false, true, scan);
    } catch (JsonSyntaxException e) {
      throw GatewayException.invalid("", e.problem());
    }
  }

  @Override
  public String path(String path, Target target) {
    return target.path(OpenAiEmbeddingOutbound.PATH);
  }

  @Override
  public byte[] request(Scanned scanned, String upstreamModel) {
    return scanned.model().equals(upstreamModel)
        ? scanned.scan().body()
        : scanned.scan().with(MODEL, JsonText.ofString(upstreamModel));
  }

  @Override
  public byte[] response(byte[] body, @Nullable String shownModel) {
    return ShownModel.in(body, MODEL, shownModel);
  }

  @Override
  public Usage usage(WireResponse response) {
    return EmbeddingUsage.of(response);
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
    return EmbeddingRequestDecoder.decode(request.body());
  }

  @Override
  public byte[] encodeResponse(EmbeddingResponse response, EmbeddingRequest asked) {
    JsonWriter json = new JsonWriter().beginObject().field("object", "list").beginArray("data");
    int index = 0;
    for (float[] vector : response.vectors()) {
      json.beginObject().field("object", "embedding").field("index", index++).name("embedding");
      Vectors.write(json, vector, asked.format());
      json.endObject();
    }
    long tokens = response.usage().inputTotal();
    return json.endArray()
        .field("model", asked.model())
        .beginObject("usage")
        .field("prompt_tokens", tokens)
        .field("total_tokens", tokens)
        .endObject()
        .endObject()
        .bytes();
  }
}
