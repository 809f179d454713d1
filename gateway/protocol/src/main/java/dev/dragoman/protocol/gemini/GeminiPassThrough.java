package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.ByteSearch;
import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.codec.ShownModel;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The edits between a client and an upstream that both speak Gemini: the model's name, which stands
 * in the address of the request and as {@code modelVersion} in the answer. Every other byte passes
 * as it came; usage is in every stream. A stream that is asked for as an array is converted: its
 * upstream is asked for events.
 */
final class GeminiPassThrough implements PassThroughCodec {
  private static final String MODEL = "modelVersion";

  /** Each member in both spellings that clients may use. */
  private static final List<String> CONFIG = List.of("generationConfig", "generation_config");

  private static final List<String> BOUND = within("maxOutputTokens", "max_output_tokens");
  private static final List<String> CANDIDATES = within("candidateCount", "candidate_count");
  private static final String[] BOUNDS =
      Stream.of(CONFIG, BOUND, CANDIDATES).flatMap(List::stream).toArray(String[]::new);

  /** Signatures are bytes here, so that envelopes are spelled in base64. */
  private static final ByteSearch ENVELOPE_BYTES = new ByteSearch("\"Z3cxL");

  private static final ByteSearch REDACTED_BYTES = new ByteSearch("\"cmVkYWN0ZWQuZ3cxL");

  @Override
  public Scanned scan(WireRequest request) {
    GeminiCall call = GeminiCall.of(request.path());
    try {
      return new Scanned(call.model(), call.stream(), true, JsonScan.of(request.body()));
    } catch (JsonSyntaxException e) {
      throw GatewayException.invalid("", e.problem());
    }
  }

  @Override
  public boolean passes(WireRequest request, Dialect dialect) {
    return GeminiCall.of(request.path()).framed() && !VertexGaps.isIn(request.body(), dialect);
  }

  @Override
  public boolean holdsGatewayState(byte[] body) {
    return ENVELOPE_BYTES.isIn(body) || REDACTED_BYTES.isIn(body);
  }

  @Override
  public String path(String endpoint, Target target) {
    if (endpoint.contains(GeminiCall.COUNT)) {
      return GeminiPaths.count(target);
    }
    return GeminiPaths.generate(target, GeminiCall.of(endpoint).stream());
  }

  @Override
  public WireHeaders headers(WireHeaders passed) {
    return passed.with("content-type", "application/json");
  }

  @Override
  public byte[] request(Scanned scanned, String upstreamModel) {
    return scanned.scan().body();
  }

  private static List<String> within(String... names) {
    return CONFIG.stream()
        .flatMap(config -> Stream.of(names).map(name -> config + "." + name))
        .toList();
  }

  /**
   * The path of a member in the spelling that the client uses, null where it says nothing.
   *
   * @throws GatewayException {@code INVALID_REQUEST} when it stands in two spellings: which of them
   *     counts would be the upstream's choice
   */
  private static @Nullable String path(JsonScan scan, List<String> spellings) {
    List<String> found = spellings.stream().filter(path -> scan.value(path) != null).toList();
    if (found.size() > 1) {
      throw GatewayException.at(
          found.getLast(), "stands beside " + found.getFirst() + "; give one of them");
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  private static @Nullable BigDecimal asked(JsonScan scan, List<String> spellings) {
    String path = path(scan, spellings);
    return path == null ? null : OutputBound.asked(scan, path);
  }

  @Override
  public @Nullable BigDecimal outputAsked(Scanned scanned) {
    JsonScan scan = OutputBound.scan(scanned.scan().body(), BOUNDS);
    // Refused for the same reason where its two spellings hold different members.
    path(scan, CONFIG);
    BigDecimal most = asked(scan, BOUND);
    BigDecimal candidates = asked(scan, CANDIDATES);
    return most == null || candidates == null
        ? most
        : most.multiply(candidates.max(BigDecimal.ONE));
  }

  @Override
  public OutputBound.Bounded<Scanned> bounded(Scanned scanned, OutputBound bound) {
    JsonScan scan = OutputBound.scan(scanned.scan().body(), BOUNDS);
    String config = path(scan, CONFIG);
    String path = path(scan, BOUND);
    BigDecimal asked = path == null ? null : OutputBound.asked(scan, path);
    if (asked != null && !bound.isExceededBy(asked)) {
      return new OutputBound.Bounded<>(scanned, List.of());
    }
    JsonText given = JsonText.ofNumber(bound.given());
    byte[] body =
        path == null
            ? added(scan, config == null ? CONFIG.getFirst() : config, given)
            : scan.with(path, given);
    return new OutputBound.Bounded<>(
        new Scanned(scanned.model(), scanned.stream(), true, JsonScan.of(body)),
        asked == null || path == null ? List.of() : List.of(bound.lowered(path, bound.given())));
  }

  /** The body with the bound in it, beside what the client's object holds already. */
  private static byte[] added(JsonScan scan, String config, JsonText bound) {
    JsonText member =
        new JsonText(
            new JsonWriter().beginObject().field("maxOutputTokens", bound).endObject().text());
    JsonValue given = scan.value(config);
    return scan.with(config, given == null ? member : given.source().appended(member));
  }

  @Override
  public byte[] response(byte[] body, @Nullable String shownModel) {
    return ShownModel.in(body, MODEL, shownModel);
  }

  @Override
  public byte[] frame(SseFrame frame, @Nullable String shownModel, boolean withholdUsage) {
    return ShownModel.in(frame, MODEL, shownModel);
  }
}
