package dev.dragoman.protocol.openai;

import dev.dragoman.protocol.codec.ForwardCodec;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.codec.ShownModel;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls of OpenAI's API that nothing else speaks and that the gateway has no model of: JSON with
 * the name of a model goes in, and whatever it is comes out. Answers are whole ones. Source: the
 * pages of these endpoints in the OpenAI API reference; {@code rerank} as vLLM and other compatible
 * servers have it.
 */
public final class OpenAiForward implements ForwardCodec {
  private static final String BEFORE = "/v1";
  private static final String COMPLETIONS = "/v1/completions";
  private static final String MODEL = "model";
  private static final String STREAM = "stream";

  /** Where clients call. */
  public static final List<String> PATHS =
      List.of(
          COMPLETIONS,
          "/v1/images/generations",
          "/v1/audio/speech",
          "/v1/moderations",
          "/v1/rerank");

  private final ProtocolId id;
  private final String[] scanned;

  /** Of the calls at {@link #PATHS}. */
  public OpenAiForward() {
    this(ProtocolId.OPENAI_CHAT, List.of());
  }

  /**
   * Of calls of one protocol.
   *
   * @param further members that a scan of their bodies finds
   */
  public OpenAiForward(ProtocolId id, List<String> further) {
    this.id = id;
    this.scanned = Stream.concat(Stream.of(MODEL, STREAM), further.stream()).toArray(String[]::new);
  }

  @Override
  public ProtocolId id() {
    return id;
  }

  @Override
  public String spoken() {
    return id.equals(ProtocolId.OPENAI_RESPONSES) ? "OpenAI Responses" : "OpenAI's protocol";
  }

  @Override
  public Scanned scan(WireRequest request) {
    try {
      JsonScan scan = JsonScan.of(request.body(), scanned);
      String model = scan.string(MODEL);
      if (model == null) {
        throw GatewayException.at(MODEL, "must be a string: it says where the call goes");
      }
      if (scan.isTrue(STREAM)) {
        throw GatewayException.at(STREAM, "is not served at this path; leave it out");
      }
      return new Scanned(model, false, true, scan);
    } catch (JsonSyntaxException e) {
      throw GatewayException.invalid("", e.problem());
    }
  }

  @Override
  public String path(String path, Target target) {
    return target.path(path.substring(BEFORE.length()));
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

  /** Tokens by either of OpenAI's names of them; a total alone is input. */
  @Override
  public Usage usage(WireResponse response) {
    try {
      JsonScan scan = JsonScan.of(response.body(), "usage", "error");
      if (loose(scan.value("error")).isPresent()) {
        throw new GatewayException(OpenAiErrors.decodeInAnswer(response.body()));
      }
      LooseJson usage = loose(scan.value("usage"));
      Long output = first(usage, "completion_tokens", "output_tokens");
      Long input = first(usage, "prompt_tokens", "input_tokens");
      input = input == null ? usage.get("total_tokens").count() : input;
      return input == null ? Usage.UNKNOWN : usage(input, output, usage);
    } catch (JsonSyntaxException e) {
      // Sound, among others.
      return Usage.UNKNOWN;
    }
  }

  private static Usage usage(long input, @Nullable Long output, LooseJson usage) {
    Long cached = usage.get("prompt_tokens_details").get("cached_tokens").count();
    return new Usage(
        Math.max(0, input - (cached == null ? 0 : cached)),
        cached,
        null,
        null,
        null,
        null,
        output == null ? Long.valueOf(0) : output,
        null,
        null,
        null,
        Map.of(),
        usage.source());
  }

  private static @Nullable Long first(LooseJson usage, String name, String other) {
    Long count = usage.get(name).count();
    return count == null ? usage.get(other).count() : count;
  }

  private static LooseJson loose(@Nullable JsonValue value) {
    return value == null ? LooseJson.ABSENT : new LooseJson(value);
  }

  /** Only the price of a prompt or a conversation goes by its text. */
  @Override
  public long inputTokens(WireRequest request) {
    return request.path().contains("/completions") || id.equals(ProtocolId.OPENAI_RESPONSES)
        ? TokenEstimate.ofBytes(request.body().length)
        : 0;
  }
}
