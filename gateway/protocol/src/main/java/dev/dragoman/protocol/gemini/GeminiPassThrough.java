package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.ByteSearch;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The edits between a client and an upstream that both speak Gemini: the model's name, which stands
 * in the address of the request and as {@code modelVersion} in the answer. Every other byte passes
 * as it came; usage is in every stream. A stream that is asked for as an array is converted: its
 * upstream is asked for events.
 */
final class GeminiPassThrough implements PassThroughCodec {
  private static final String MODEL = "modelVersion";
  private static final String CONFIG = "generationConfig";
  private static final String BOUND = CONFIG + ".maxOutputTokens";

  /** The same members in the other spelling that clients may use. */
  private static final List<String> BOUNDS =
      List.of(
          BOUND,
          CONFIG + ".max_output_tokens",
          "generation_config.maxOutputTokens",
          "generation_config.max_output_tokens");

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
  public boolean passes(WireRequest request) {
    return GeminiCall.of(request.path()).framed();
  }

  @Override
  public boolean holdsGatewayState(byte[] body) {
    return ENVELOPE_BYTES.isIn(body) || REDACTED_BYTES.isIn(body);
  }

  @Override
  public String path(String endpoint, String upstreamModel) {
    if (endpoint.contains(GeminiCall.COUNT)) {
      return GeminiPaths.count(upstreamModel);
    }
    return GeminiPaths.generate(upstreamModel, GeminiCall.of(endpoint).stream());
  }

  @Override
  public WireHeaders headers(WireHeaders passed) {
    return passed.with("content-type", "application/json");
  }

  @Override
  public byte[] request(Scanned scanned, String upstreamModel) {
    return scanned.scan().body();
  }

  private static JsonScan bounds(byte[] body) {
    String[] paths = BOUNDS.toArray(String[]::new);
    String[] all = Arrays.copyOf(paths, paths.length + 2);
    all[paths.length] = CONFIG;
    all[paths.length + 1] = "generation_config";
    return OutputBound.scan(body, all);
  }

  private static String path(JsonScan scan) {
    return BOUNDS.stream().filter(path -> scan.value(path) != null).findFirst().orElse(BOUND);
  }

  @Override
  public @Nullable BigDecimal outputAsked(Scanned scanned) {
    JsonScan scan = bounds(scanned.scan().body());
    return OutputBound.asked(scan, path(scan));
  }

  @Override
  public OutputBound.Bounded<Scanned> bounded(Scanned scanned, OutputBound bound) {
    JsonScan scan = bounds(scanned.scan().body());
    String path = path(scan);
    BigDecimal asked = OutputBound.asked(scan, path);
    if (asked != null && !bound.isExceededBy(asked)) {
      return new OutputBound.Bounded<>(scanned, List.of());
    }
    byte[] body = written(scan, path, JsonText.ofNumber(bound.given()));
    return new OutputBound.Bounded<>(
        new Scanned(scanned.model(), scanned.stream(), true, JsonScan.of(body)),
        asked == null ? List.of() : List.of(bound.lowered(path, bound.given())));
  }

  /** The body with the bound in it, beside what the client's object holds already. */
  private static byte[] written(JsonScan scan, String path, JsonText bound) {
    if (scan.value(path) != null) {
      return scan.with(path, bound);
    }
    String config = scan.value("generation_config") == null ? CONFIG : "generation_config";
    JsonText member =
        new JsonText(
            new JsonWriter().beginObject().field("maxOutputTokens", bound).endObject().text());
    var given = scan.value(config);
    return scan.with(config, given == null ? member : given.source().appended(member));
  }

  @Override
  public byte[] response(byte[] body, @Nullable String shownModel) {
    if (shownModel == null) {
      return body;
    }
    try {
      JsonScan scan = JsonScan.of(body, MODEL);
      String model = scan.string(MODEL);
      return model == null || model.equals(shownModel)
          ? body
          : scan.with(MODEL, JsonText.ofString(shownModel));
    } catch (JsonSyntaxException notJson) {
      return body;
    }
  }

  @Override
  public byte @Nullable [] frame(
      SseFrame frame, @Nullable String shownModel, boolean withholdUsage) {
    byte[] data = frame.data();
    if (data == null) {
      return frame.raw();
    }
    byte[] renamed = response(data, shownModel);
    return Arrays.equals(renamed, data)
        ? frame.raw()
        : SseFrame.bytes(frame.event(), SseFrame.onOneLine(renamed));
  }
}
