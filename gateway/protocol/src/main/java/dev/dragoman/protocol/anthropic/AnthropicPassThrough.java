package dev.dragoman.protocol.anthropic;

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
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Edits of an exchange with Anthropic on both sides: the model's name in the request, in a whole
 * answer and in {@code message_start}. Every other byte passes as it came, so prompt-cache prefixes
 * and thinking signatures stay valid. An answer that cannot be scanned passes whole.
 */
final class AnthropicPassThrough implements PassThroughCodec {
  private static final String MODEL = "model";
  private static final String STREAM = "stream";
  private static final String LENGTH = "max_tokens";
  private static final String STARTED_MODEL = "message.model";
  private static final String START = "message_start";

  @Override
  public Scanned scan(WireRequest request) {
    JsonScan scan = scanned(request.body());
    String model = scan.string(MODEL);
    if (model == null || model.isBlank()) {
      throw GatewayException.invalid(MODEL, "model: is required and must be a string");
    }
    return new Scanned(model, scan.isTrue(STREAM), true, scan);
  }

  private static JsonScan scanned(byte[] body) {
    try {
      return JsonScan.of(body, MODEL, STREAM);
    } catch (JsonSyntaxException e) {
      throw GatewayException.invalid("", e.problem());
    }
  }

  @Override
  public String path(String endpoint, Target target) {
    return target.path(endpoint);
  }

  @Override
  public WireHeaders headers(WireHeaders passed) {
    WireHeaders typed = passed.with("content-type", "application/json");
    return typed.first(AnthropicRequestDecoder.VERSION) == null
        ? typed.with(AnthropicRequestDecoder.VERSION, AnthropicRequestEncoder.DEFAULT_VERSION)
        : typed;
  }

  @Override
  public byte[] request(Scanned scanned, String upstreamModel) {
    return scanned.model().equals(upstreamModel)
        ? scanned.scan().body()
        : scanned.scan().with(MODEL, JsonText.ofString(upstreamModel));
  }

  @Override
  public @Nullable BigDecimal outputAsked(Scanned scanned) {
    return OutputBound.asked(OutputBound.scan(scanned.scan().body(), LENGTH), LENGTH);
  }

  @Override
  public OutputBound.Bounded<Scanned> bounded(Scanned scanned, OutputBound bound) {
    OutputBound.Bounded<byte[]> body = AnthropicAnswerLength.bounded(scanned.scan().body(), bound);
    Scanned again =
        Arrays.equals(body.request(), scanned.scan().body())
            ? scanned
            : new Scanned(
                scanned.model(),
                scanned.stream(),
                scanned.usageInStream(),
                scanned(body.request()));
    return new OutputBound.Bounded<>(again, body.lowered());
  }

  @Override
  public byte[] response(byte[] body, @Nullable String shownModel) {
    return ShownModel.in(body, MODEL, shownModel);
  }

  /** Usage is part of every answer of this protocol, so nothing is ever withheld. */
  @Override
  public byte[] frame(SseFrame frame, @Nullable String shownModel, boolean withholdUsage) {
    byte[] data = frame.data();
    if (shownModel == null || data == null || !startsMessage(frame, data)) {
      return frame.raw();
    }
    byte[] renamed = ShownModel.in(data, STARTED_MODEL, shownModel);
    return Arrays.equals(renamed, data) ? frame.raw() : replaced(frame, data, renamed);
  }

  private static boolean startsMessage(SseFrame frame, byte[] data) {
    return frame.event() == null
        ? indexOf(data, START.getBytes(StandardCharsets.UTF_8)) >= 0
        : frame.event().equals(START);
  }

  /** Keeps the frame's own lines and line ends where its data stands on one line. */
  private static byte[] replaced(SseFrame frame, byte[] data, byte[] renamed) {
    byte[] raw = frame.raw();
    int at = indexOf(raw, data);
    if (at < 0) {
      return SseFrame.bytes(frame.event(), SseFrame.onOneLine(renamed));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + renamed.length);
    out.write(raw, 0, at);
    out.write(renamed, 0, renamed.length);
    out.write(raw, at + data.length, raw.length - at - data.length);
    return out.toByteArray();
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int at = 0; at <= bytes.length - part.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    return -1;
  }
}
