package dev.dragoman.protocol.bedrock;

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
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.RawEvent;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.SseFrame;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Frames of a ConverseStream → events. A frame is called by its event type, or by the type of an
 * exception, and holds the payload as JSON.
 *
 * <pre>
 * WAITING ──messageStart──▶ TALKING ──messageStop──▶ STOPPED ──metadata, end of stream──▶ OVER
 *    │                         │                        │
 *    │ anything else: error    │ exception, broken frame │
 *    ▼                         ▼                        ▼
 *   OVER                      OVER (StreamError; UPSTREAM_TRUNCATED at the end of the stream)
 * </pre>
 *
 * <p>The usage comes in {@code metadata}, behind the stop, so the end waits for it
 * (llama_index#19369, bifrost#6081). Source: protocols.md 3.7, {@code ConverseStreamOutput} in the
 * Bedrock API reference.
 */
final class ConverseStreamDecoder implements StreamDecoder {
  private static final Set<String> CONTENT =
      Set.of(
          "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata");

  private final ConverseOpenBlocks blocks = new ConverseOpenBlocks();
  private final StreamCourse course = new StreamCourse();

  @Override
  public void accept(SseFrame frame, Consumer<? super StreamEvent> events) {
    byte[] data = frame.data();
    String event = frame.event();
    if (course.isOver() || data == null || event == null) {
      return;
    }
    if (ConverseErrors.isException(event)) {
      course.fail(ConverseErrors.decodeFrame(event, data), events);
      return;
    }
    try {
      dispatch(event, JsonCursor.of(JsonReader.parse(data)), events);
    } catch (JsonSyntaxException e) {
      course.fail(badFrame("it is no JSON"), events);
    } catch (GatewayException e) {
      course.fail(badFrame(e.error().message()), events);
    }
  }

  private static GatewayError badFrame(@Nullable String problem) {
    return GatewayError.of(
        ErrorKind.BAD_UPSTREAM,
        "the upstream sent a frame that does not belong in a Bedrock stream: " + problem);
  }

  private void dispatch(String event, JsonCursor data, Consumer<? super StreamEvent> events) {
    if (event.equals("messageStart")) {
      start(data, events);
      return;
    }
    if (course.isWaiting() && !CONTENT.contains(event)) {
      // What the framing may send ahead of every stream, such as initial-response.
      return;
    }
    if (course.isWaiting()) {
      throw data.invalid(event + " came before messageStart");
    }
    switch (event) {
      case "contentBlockStart" -> blocks.start(data, events);
      case "contentBlockDelta" -> blocks.delta(data, events);
      case "contentBlockStop" -> blocks.stop(data, events);
      case "messageStop" -> course.stop(ConverseStops.decode(data));
      case "metadata" -> metadata(data, events);
      default -> events.accept(new RawEvent(ProtocolId.BEDROCK, data.source()));
    }
  }

  private void start(JsonCursor data, Consumer<? super StreamEvent> events) {
    if (!course.isWaiting()) {
      throw data.invalid("a second messageStart");
    }
    course.start(new MessageStart(null, null, null, Usage.UNKNOWN), events);
  }

  private void metadata(JsonCursor data, Consumer<? super StreamEvent> events) {
    course.used(ConverseUsage.decode(data), events);
    endIfStopped(events);
  }

  private void endIfStopped(Consumer<? super StreamEvent> events) {
    StopReason stop = course.isStopped() ? course.stop() : null;
    if (stop != null) {
      blocks.stopAll(events);
      course.end(stop.agreeing(blocks.toolCalled()), events);
    }
  }

  @Override
  public void finish(Consumer<? super StreamEvent> events) {
    endIfStopped(events);
    course.truncated(events);
  }
}
