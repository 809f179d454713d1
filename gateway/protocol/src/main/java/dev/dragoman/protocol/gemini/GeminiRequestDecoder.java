package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Sampling;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A body of {@code :generateContent}, {@code :streamGenerateContent} or {@code :countTokens} →
 * {@link ChatRequest}; model and method stand in the address. What the model does not name goes to
 * the extensions of {@code gemini}. Errors: {@code INVALID_REQUEST} naming the path.
 */
final class GeminiRequestDecoder {
  /** The request whose tokens are to be counted, where it does not stand at the top. */
  private static final String COUNTED = "generateContentRequest";

  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "contents",
          "systemInstruction",
          "tools",
          "toolConfig",
          ClientGeneration.FIELD,
          "cachedContent",
          "serviceTier");

  private GeminiRequestDecoder() {}

  static ChatRequest decode(WireRequest request) {
    GeminiCall call = GeminiCall.of(request.path());
    Spelled top = new Spelled(JsonCursor.request(request.body()));
    Spelled counted = top.object(COUNTED);
    Spelled body = counted == null ? top : counted;
    ContentDecoder contents = new ContentDecoder();
    contents.decode(body.items("contents"));
    if (contents.messages().isEmpty()) {
      throw body.cursor().invalid("contents: hold nothing");
    }
    List<ContentPlace> systemPlaces = new ArrayList<>();
    List<ContentBlock> system = ContentDecoder.system(body.get("systemInstruction"), systemPlaces);
    ClientTools tools = ClientTools.decode(body);
    Spelled config = body.object(ClientGeneration.FIELD);
    ClientGeneration generation = config == null ? null : new ClientGeneration(config);
    String cached = body.string("cachedContent");
    return new ChatRequest(
        call.model(),
        contents.messages(),
        system,
        tools.tools(),
        ClientTools.choice(body),
        null,
        generation == null ? Sampling.NONE : generation.sampling(),
        generation == null ? null : generation.maxOutputTokens(),
        generation == null ? List.of() : generation.stopSequences(),
        generation == null ? null : generation.reasoning(),
        generation == null ? null : generation.format(),
        null,
        cached == null ? null : new CachePolicy(null, null, null, cached),
        call.stream(),
        true,
        Identity.NONE,
        body.string("serviceTier"),
        generation == null ? null : generation.candidateCount(),
        extensions(body, generation),
        paths(systemPlaces, contents.places(), tools.places()));
  }

  private static Extensions extensions(Spelled body, @Nullable ClientGeneration generation) {
    Map<String, JsonText> rest = new LinkedHashMap<>(body.rest(KNOWN));
    JsonText ofGeneration = generation == null ? null : generation.rest();
    if (ofGeneration != null) {
      rest.put(ClientGeneration.FIELD, ofGeneration);
    }
    JsonText ofTools = ClientTools.beside(body);
    if (ofTools != null) {
      rest.put("toolConfig", ofTools);
    }
    return Extensions.of(ProtocolId.GEMINI, rest);
  }

  private static SourcePaths paths(
      List<ContentPlace> system, List<ContentPlace> contents, List<ContentPlace> tools) {
    return new SourcePaths(
        Map.of(
            RequestField.SYSTEM, "systemInstruction.parts",
            RequestField.MESSAGES, "contents",
            RequestField.TOOLS, "tools",
            RequestField.TOOL_CHOICE, "toolConfig",
            RequestField.MAX_OUTPUT_TOKENS, "generationConfig.maxOutputTokens",
            RequestField.STOP_SEQUENCES, "generationConfig.stopSequences",
            RequestField.OUTPUT_FORMAT, "generationConfig.responseSchema",
            RequestField.REASONING, "generationConfig.thinkingConfig"),
        system,
        contents,
        tools);
  }
}
