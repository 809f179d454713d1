package dev.dragoman.protocol.openai.embeddings;

import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.EmbeddingOutbound;
import dev.dragoman.protocol.codec.EncodedEmbeddings;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.codec.Vectors;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.EmbeddingRequest.Input;
import dev.dragoman.protocol.model.EmbeddingResponse;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.normalise.EmbeddingLosses;
import dev.dragoman.protocol.openai.LooseJson;
import dev.dragoman.protocol.openai.OpenAiErrors;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.List;

/**
 * The side that upstreams see: OpenAI, Azure OpenAI and every server that speaks like them. Vectors
 * are asked for as arrays, which every server has; the client's spelling is made here.
 */
public final class OpenAiEmbeddingOutbound implements EmbeddingOutbound {
  static final String PATH = "/embeddings";

  @Override
  public ProtocolId id() {
    return ProtocolId.OPENAI_EMBEDDINGS;
  }

  @Override
  public EncodedEmbeddings encodeRequest(EmbeddingRequest request, Target target) {
    EmbeddingLosses losses = new EmbeddingLosses(request, "OpenAI");
    JsonWriter json = new JsonWriter().beginObject().field("model", target.model());
    inputs(json, request);
    json.field("dimensions", request.dimensions());
    if (target.capabilities().has(Flag.SERVICE_FIELDS)) {
      json.field("user", request.user());
    } else {
      losses.user();
    }
    losses.purpose();
    if (request.spelling().protocol().equals(id())) {
      request.rest().forEach((name, value) -> json.field(name, value));
    } else {
      losses.rest();
    }
    WireRequest wire =
        new WireRequest(
            target.path(PATH),
            WireHeaders.of("content-type", "application/json", "accept", "application/json"),
            json.endObject().bytes(),
            false);
    int count = request.inputs().size();
    long tokens = TokenEstimate.ofInputs(request.inputs());
    return new EncodedEmbeddings(
        List.of(new EncodedEmbeddings.Call(wire, count, tokens)), losses.all());
  }

  private static void inputs(JsonWriter json, EmbeddingRequest request) {
    json.name("input");
    if (!request.isList()) {
      input(json, request.inputs().getFirst());
      return;
    }
    json.beginArray();
    request.inputs().forEach(input -> input(json, input));
    json.endArray();
  }

  private static void input(JsonWriter json, Input input) {
    switch (input) {
      case Input.Text(String text) -> json.value(text);
      case Input.Tokens(List<Long> tokens) -> {
        json.beginArray();
        tokens.forEach(token -> json.value(token.longValue()));
        json.endArray();
      }
    }
  }

  @Override
  public EmbeddingResponse decodeResponse(WireResponse response, int expected) {
    LooseJson body = parsed(response);
    List<LooseJson> data = body.get("data").items();
    if (data.isEmpty()) {
      throw new GatewayException(OpenAiErrors.decodeInAnswer(response.body()));
    }
    float[][] vectors = new float[expected][];
    int position = 0;
    for (LooseJson one : data) {
      Long told = one.get("index").count();
      long index = told == null ? position : told;
      if (index >= expected || vectors[(int) index] != null) {
        throw Vectors.unreadable("it has vectors that nobody asked for");
      }
      vectors[(int) index] = Vectors.of(one.get("embedding").value());
      position++;
    }
    if (position != expected) {
      throw Vectors.unreadable("it has " + position + " vectors for " + expected + " inputs");
    }
    return new EmbeddingResponse(
        body.get("model").string(), List.of(vectors), EmbeddingUsage.of(body.get("usage")));
  }

  private static LooseJson parsed(WireResponse response) {
    try {
      return new LooseJson(JsonReader.parse(response.body()));
    } catch (JsonSyntaxException e) {
      throw Vectors.unreadable("it is no JSON");
    }
  }
}
