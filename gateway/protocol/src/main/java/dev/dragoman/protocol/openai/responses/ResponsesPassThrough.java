package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.ByteSearch;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.codec.ShownModel;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The edits between a client and an upstream that both speak Responses: the model's name, in the
 * request, the answer and the {@code response} of a stream's events. Every other byte passes as it
 * came; usage is in every stream.
 */
final class ResponsesPassThrough implements PassThroughCodec {
  static final String PATH = "/v1/responses";
  static final String COUNT_PATH = PATH + "/input_tokens";
  static final String COMPACT_PATH = PATH + "/compact";

  /** Below a base URL that ends in the version, as OpenAI's SDKs take it. */
  static final String BELOW_BASE = "/responses";

  private static final String MODEL = "model";
  private static final String MODEL_OF_EVENT = "response.model";
  private static final String BOUND = "max_output_tokens";
  private static final ByteSearch REDACTED =
      new ByteSearch("\"" + ReasoningItems.REDACTED + "gw1.");

  private static final String[] SCANNED =
      Stream.concat(Stream.of(MODEL, "stream"), ResponsesStorage.SCANNED.stream())
          .toArray(String[]::new);

  private static JsonScan scanned(byte[] body) {
    return JsonScan.of(body, SCANNED);
  }

  @Override
  public Scanned scan(WireRequest request) {
    try {
      JsonScan scan = scanned(request.body());
      String model = scan.string(MODEL);
      if (model == null) {
        throw GatewayException.invalid(MODEL, "model: must be a string");
      }
      return new Scanned(model, scan.isTrue("stream"), true, scan);
    } catch (JsonSyntaxException e) {
      throw GatewayException.invalid("", e.problem());
    }
  }

  @Override
  public boolean holdsGatewayState(byte[] body) {
    return ENVELOPE.isIn(body) || REDACTED.isIn(body);
  }

  @Override
  public String path(String endpoint, Target target) {
    return target.path(BELOW_BASE + endpoint.substring(PATH.length()));
  }

  @Override
  public WireHeaders headers(WireHeaders passed) {
    return passed.with("content-type", "application/json");
  }

  @Override
  public byte[] request(Scanned scanned, String upstreamModel) {
    return scanned.model().equals(upstreamModel)
        ? scanned.scan().body()
        : scanned.scan().with(MODEL, JsonText.ofString(upstreamModel));
  }

  @Override
  public @Nullable BigDecimal outputAsked(Scanned scanned) {
    return OutputBound.asked(OutputBound.scan(scanned.scan().body(), BOUND), BOUND);
  }

  @Override
  public OutputBound.Bounded<Scanned> bounded(Scanned scanned, OutputBound bound) {
    JsonScan scan = OutputBound.scan(scanned.scan().body(), BOUND);
    BigDecimal asked = OutputBound.asked(scan, BOUND);
    if (asked != null && !bound.isExceededBy(asked)) {
      return new OutputBound.Bounded<>(scanned, List.of());
    }
    byte[] body = scan.with(BOUND, JsonText.ofNumber(bound.given()));
    return new OutputBound.Bounded<>(
        new Scanned(scanned.model(), scanned.stream(), true, scanned(body)),
        asked == null ? List.of() : List.of(bound.lowered(BOUND, bound.given())));
  }

  @Override
  public byte[] response(byte[] body, @Nullable String shownModel) {
    return ShownModel.in(body, MODEL, shownModel);
  }

  @Override
  public byte[] frame(SseFrame frame, @Nullable String shownModel, boolean withholdUsage) {
    return ShownModel.in(frame, MODEL_OF_EVENT, shownModel);
  }
}
