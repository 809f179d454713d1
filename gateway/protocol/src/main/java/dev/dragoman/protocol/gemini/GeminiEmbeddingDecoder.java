package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.EmbeddingRequest.Format;
import dev.dragoman.protocol.model.EmbeddingRequest.Input;
import dev.dragoman.protocol.model.EmbeddingRequest.Purpose;
import dev.dragoman.protocol.model.EmbeddingRequest.Spelling;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code :embedContent} or {@code :batchEmbedContents} → {@link EmbeddingRequest}. Both
 * spellings of names are read. The requests of a batch may each have options of their own at
 * Google; here they have to agree. Errors: {@code INVALID_REQUEST} naming the field.
 */
final class GeminiEmbeddingDecoder {
  private static final Set<String> OPTIONS = Set.of("embedContentConfig", "embed_content_config");
  private static final Map<String, String> NAMES =
      Map.of(
          "task_type",
          GeminiEmbedding.TASK_TYPE,
          "output_dimensionality",
          GeminiEmbedding.DIMENSIONS);
  private static final Set<String> NOT_OPTIONS =
      Set.of(GeminiEmbedding.MODEL, GeminiEmbedding.CONTENT);

  private GeminiEmbeddingDecoder() {}

  /** The options of one request. */
  private record Options(
      @Nullable Integer dimensions, @Nullable Purpose purpose, Map<String, JsonText> rest) {}

  static EmbeddingRequest decode(WireRequest request) {
    String model = GeminiCall.of(request.path()).model();
    JsonCursor body = JsonCursor.request(request.body());
    if (!GeminiCall.isBatch(request.path())) {
      return request(model, List.of(text(body)), false, options(body));
    }
    List<JsonCursor> requests = body.require(GeminiEmbedding.REQUESTS).items();
    if (requests.isEmpty()) {
      throw body.require(GeminiEmbedding.REQUESTS).invalid("is empty");
    }
    List<Input> inputs = new ArrayList<>(requests.size());
    Options options = options(requests.getFirst());
    for (JsonCursor one : requests) {
      inputs.add(text(one));
      if (!Objects.equals(options(one), options)) {
        throw one.invalid(
            "has other options than requests[0], which the model of this route cannot"
                + " be given in one request");
      }
    }
    return request(model, inputs, true, options);
  }

  private static EmbeddingRequest request(
      String model, List<Input> inputs, boolean batch, Options options) {
    return new EmbeddingRequest(
        model,
        inputs,
        batch,
        options.dimensions,
        Format.FLOAT,
        options.purpose,
        null,
        options.rest,
        new Spelling(
            ProtocolId.GEMINI,
            batch ? GeminiEmbedding.REQUESTS : GeminiEmbedding.CONTENT,
            GeminiEmbedding.DIMENSIONS,
            GeminiEmbedding.TASK_TYPE,
            "user"));
  }

  /** The texts of all parts: together they are one vector. */
  private static Input text(JsonCursor request) {
    StringBuilder text = new StringBuilder();
    for (JsonCursor part : request.require(GeminiEmbedding.CONTENT).require("parts").items()) {
      String piece = part.string("text");
      if (piece == null) {
        throw part.invalid("must be text: the model of this route embeds nothing else");
      }
      text.append(piece);
    }
    return new Input.Text(text.toString());
  }

  private static Options options(JsonCursor request) {
    Map<String, JsonCursor> members = new HashMap<>();
    Map<String, JsonText> rest = new LinkedHashMap<>();
    collect(request, members);
    Integer dimensions = null;
    Purpose purpose = null;
    for (Map.Entry<String, JsonCursor> member : members.entrySet()) {
      switch (member.getKey()) {
        case GeminiEmbedding.DIMENSIONS -> dimensions = dimensions(member.getValue());
        case GeminiEmbedding.TASK_TYPE -> {
          purpose = GeminiEmbedding.purpose(member.getValue().string());
          if (purpose == null) {
            rest.put(GeminiEmbedding.TASK_TYPE, member.getValue().source());
          }
        }
        default -> rest.put(member.getKey(), member.getValue().source());
      }
    }
    return new Options(dimensions, purpose, rest);
  }

  private static void collect(JsonCursor holder, Map<String, JsonCursor> members) {
    for (JsonCursor member : holder.members()) {
      if (OPTIONS.contains(member.name())) {
        collect(member, members);
      } else if (!NOT_OPTIONS.contains(member.name())) {
        members.put(NAMES.getOrDefault(member.name(), member.name()), member);
      }
    }
  }

  private static int dimensions(JsonCursor value) {
    long dimensions = value.integer();
    if (dimensions < 1 || dimensions > Integer.MAX_VALUE) {
      throw value.invalid("must be at least 1");
    }
    return (int) dimensions;
  }
}
