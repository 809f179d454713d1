package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.StreamCourse;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.KeepAlive;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.RawEvent;
import dev.dragoman.protocol.wire.SseFrame;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Frames of an Anthropic stream → events.
 *
 * <pre>
 * WAITING ──message_start──▶ TALKING ──message_delta with a stop_reason──▶ STOPPED
 *    │                          │                                             │
 *    │ anything else: error     │ message_stop ───────────────▶ OVER ◀── message_stop, end of stream
 *    ▼                          │ error, broken frame ────────▶ OVER   (StreamError)
 *   OVER                        │ end of stream ──────────────▶ OVER   (UPSTREAM_TRUNCATED)
 * </pre>
 *
 * <p>Events are told apart by the {@code type} in their data, not by the {@code event:} line.
 * {@code ping} is allowed everywhere; events that are not known become {@link RawEvent}. A frame
 * that is no JSON is judged by what follows: at the end of the stream it was cut off, else it is an
 * error (sudocode#576). The stop reason is delivered at the end, so several message deltas merge.
 * Source: "Streaming messages" on platform.claude.com.
 */
final class AnthropicStreamDecoder implements StreamDecoder {
  /** Sent by servers that imitate several protocols at once. */
  private static final String DONE = "[DONE]";

  private final AnthropicOpenBlocks blocks = new AnthropicOpenBlocks();
  private final StreamCourse course = new StreamCourse();
  private boolean broken;

  @Override
  public void accept(SseFrame frame, Consumer<? super StreamEvent> events) {
    byte[] data = frame.data();
    if (course.isOver() || data == null || isNoise(data)) {
      return;
    }
    if (broken) {
      course.fail(badFrame("it is no JSON"), events);
      return;
    }
    try {
      dispatch(JsonCursor.of(JsonReader.parse(data)), frame, events);
    } catch (JsonSyntaxException e) {
      broken = true;
    } catch (GatewayException e) {
      course.fail(badFrame(e.error().message()), events);
    }
  }

  private static boolean isNoise(byte[] data) {
    if (data.length > DONE.length() + 2) {
      return false;
    }
    String text = new String(data, StandardCharsets.UTF_8).strip();
    return text.isEmpty() || text.equals(DONE);
  }

  private static GatewayError badFrame(String problem) {
    return GatewayError.of(
        ErrorKind.BAD_UPSTREAM,
        "the upstream sent a frame that does not belong in an Anthropic stream: " + problem);
  }

  private void dispatch(JsonCursor event, SseFrame frame, Consumer<? super StreamEvent> events) {
    String type = type(event, frame);
    if (type.equals("error")) {
      course.fail(AnthropicErrors.decodeInside(event.source()), events);
      return;
    }
    if (type.equals("ping")) {
      events.accept(new KeepAlive());
      return;
    }
    if (type.equals("message_start")) {
      start(event, events);
      return;
    }
    if (course.isWaiting()) {
      throw event.invalid(type + " came before message_start");
    }
    inside(type, event, events);
  }

  /** An error object is an error however the frame is named (envoyproxy/ai-gateway#2697). */
  private static String type(JsonCursor event, SseFrame frame) {
    String type = event.string("type");
    if (type == null) {
      type = event.get("error") == null ? frame.event() : "error";
    }
    return type == null ? "" : type;
  }

  private void start(JsonCursor event, Consumer<? super StreamEvent> events) {
    if (!course.isWaiting()) {
      throw event.invalid("a second message_start");
    }
    JsonCursor message = event.require("message");
    course.start(
        new MessageStart(
            message.string("id"), message.string("model"), null, AnthropicUsage.decode(message)),
        events);
  }

  private void inside(String type, JsonCursor event, Consumer<? super StreamEvent> events) {
    switch (type) {
      case "content_block_start" -> blocks.start(event, events);
      case "content_block_delta" -> blocks.delta(event, events);
      case "content_block_stop" -> blocks.stop(event, events);
      case "message_delta" -> messageDelta(event, events);
      case "message_stop" -> end(events);
      default -> events.accept(new RawEvent(ProtocolId.ANTHROPIC, event.source()));
    }
  }

  private void messageDelta(JsonCursor event, Consumer<? super StreamEvent> events) {
    JsonCursor delta = event.get("delta");
    StopReason told = delta == null ? null : AnthropicStops.decode(delta);
    if (told != null) {
      course.stop(told);
    }
    if (event.get("usage") != null) {
      course.used(AnthropicUsage.decode(event), events);
    }
  }

  private void end(Consumer<? super StreamEvent> events) {
    blocks.stopAll(events);
    course.end(AnthropicStops.agreeing(course.stop(), blocks.toolCalled()), events);
  }

  @Override
  public void finish(Consumer<? super StreamEvent> events) {
    if (course.isStopped()) {
      end(events);
    }
    course.truncated(events);
  }
}
