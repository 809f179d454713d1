package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.ByteSearch;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.codec.ShownModel;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.openai.LooseJson;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The edits between a client and an upstream that both speak OpenAI Chat: the model's name, and in
 * streams {@code stream_options.include_usage}, whose extra chunk is withheld from a client that
 * did not ask for it. Every other byte passes as it came.
 */
final class OpenAiChatPassThrough implements PassThroughCodec {
  private static final String MODEL = "model";
  private static final String OPTIONS = "stream_options";
  private static final String USAGE_ASKED = "stream_options.include_usage";
  private static final List<String> BOUNDS = List.of("max_completion_tokens", "max_tokens");
  private static final String CANDIDATES = "n";
  private static final String INCLUDE_USAGE = "\"include_usage\":true";

  private static final ByteSearch THOUGHTS = new ByteSearch("\"" + CarriedThoughts.BLOCKS + "\"");
  private static final ByteSearch OWN_EXTRA = new ByteSearch("\"" + CarriedThoughts.OWN + "\"");

  private static JsonScan scanned(byte[] body) {
    return JsonScan.of(body, MODEL, "stream", OPTIONS, USAGE_ASKED);
  }

  @Override
  public Scanned scan(WireRequest request) {
    try {
      JsonScan scan = scanned(request.body());
      String model = scan.string(MODEL);
      if (model == null) {
        throw GatewayException.invalid(MODEL, "model: must be a string");
      }
      return new Scanned(model, scan.isTrue("stream"), scan.isTrue(USAGE_ASKED), scan);
    } catch (JsonSyntaxException e) {
      throw GatewayException.invalid("", e.problem());
    }
  }

  @Override
  public boolean holdsGatewayState(byte[] body) {
    return ENVELOPE.isIn(body) || THOUGHTS.isIn(body) || OWN_EXTRA.isIn(body);
  }

  @Override
  public String path(String endpoint, Target target) {
    return target.path(OpenAiChatRequestEncoder.PATH);
  }

  @Override
  public WireHeaders headers(WireHeaders passed) {
    return passed.with("content-type", "application/json");
  }

  @Override
  public byte[] request(Scanned scanned, String upstreamModel) {
    JsonScan scan = scanned.scan();
    boolean asksForUsage = scanned.stream() && !scanned.usageInStream();
    byte[] body = asksForUsage ? usageAsked(scan) : scan.body();
    if (scanned.model().equals(upstreamModel)) {
      return body;
    }
    JsonScan current = asksForUsage ? JsonScan.of(body, MODEL) : scan;
    return current.with(MODEL, JsonText.ofString(upstreamModel));
  }

  private static byte[] usageAsked(JsonScan scan) {
    if (scan.value(USAGE_ASKED) != null) {
      return scan.with(USAGE_ASKED, new JsonText("true"));
    }
    if (scan.value(OPTIONS) instanceof JsonObject options && options.size() > 0) {
      String others = options.source().text().substring(1);
      return scan.with(OPTIONS, new JsonText("{" + INCLUDE_USAGE + "," + others));
    }
    return scan.with(OPTIONS, new JsonText("{" + INCLUDE_USAGE + "}"));
  }

  @Override
  public @Nullable BigDecimal outputAsked(Scanned scanned) {
    JsonScan scan =
        OutputBound.scan(scanned.scan().body(), BOUNDS.getFirst(), BOUNDS.getLast(), CANDIDATES);
    BigDecimal most = null;
    for (String field : BOUNDS) {
      BigDecimal asked = OutputBound.asked(scan, field);
      most = most == null || (asked != null && asked.compareTo(most) > 0) ? asked : most;
    }
    BigDecimal candidates = OutputBound.asked(scan, CANDIDATES);
    return most == null || candidates == null
        ? most
        : most.multiply(candidates.max(BigDecimal.ONE));
  }

  /**
   * The newer name of the bound and the older one, each where it stands; where none does, the name
   * that the target takes.
   */
  @Override
  public OutputBound.Bounded<Scanned> bounded(Scanned scanned, OutputBound bound) {
    byte[] body = scanned.scan().body();
    List<Dropped> lowered = new ArrayList<>(0);
    boolean asks = false;
    for (String field : BOUNDS) {
      JsonScan scan = OutputBound.scan(body, field);
      BigDecimal asked = OutputBound.asked(scan, field);
      asks |= asked != null;
      if (asked != null && bound.isExceededBy(asked)) {
        body = scan.with(field, JsonText.ofNumber(bound.given()));
        lowered.add(bound.lowered(field, bound.given()));
      }
    }
    if (!asks) {
      String field = bound.capabilities().maxTokensField();
      body = OutputBound.scan(body, field).with(field, JsonText.ofNumber(bound.given()));
    }
    return Arrays.equals(body, scanned.scan().body())
        ? new OutputBound.Bounded<>(scanned, lowered)
        : new OutputBound.Bounded<>(
            new Scanned(scanned.model(), scanned.stream(), scanned.usageInStream(), scanned(body)),
            lowered);
  }

  @Override
  public byte[] response(byte[] body, @Nullable String shownModel) {
    return ShownModel.in(body, MODEL, shownModel);
  }

  @Override
  public byte @Nullable [] frame(
      SseFrame frame, @Nullable String shownModel, boolean withholdUsage) {
    byte[] data = frame.data();
    boolean ours = data != null && withholdUsage && isUsageChunk(data);
    return ours ? null : ShownModel.in(frame, MODEL, shownModel);
  }

  /** A chunk with usage and without choices; only such a chunk is the gateway's own doing. */
  private static boolean isUsageChunk(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    if (!text.contains("\"usage\"")) {
      return false;
    }
    try {
      LooseJson chunk = new LooseJson(JsonReader.parse(data));
      return chunk.get("usage").isObject() && chunk.get("choices").items().isEmpty();
    } catch (JsonSyntaxException notJson) {
      return false;
    }
  }
}
