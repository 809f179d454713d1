package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.RawEvent;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.UsageUpdate;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.SseFrame;
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
  private enum Phase {
    WAITING,
    TALKING,
    STOPPED,
    OVER
  }

  private final ConverseOpenBlocks blocks = new ConverseOpenBlocks();
  private Phase phase = Phase.WAITING;
  private Usage usage = Usage.UNKNOWN;
  private StopReason stop = StopReason.of(StopReason.Kind.OTHER, null);

  @Override
  public void accept(SseFrame frame, Consumer<? super StreamEvent> events) {
    byte[] data = frame.data();
    String event = frame.event();
    if (phase == Phase.OVER || data == null || event == null) {
      return;
    }
    if (ConverseErrors.isException(event)) {
      fail(ConverseErrors.decodeFrame(event, data), events);
      return;
    }
    try {
      dispatch(event, JsonCursor.of(JsonReader.parse(data)), events);
    } catch (JsonSyntaxException e) {
      fail(badFrame("it is no JSON"), events);
    } catch (GatewayException e) {
      fail(badFrame(e.error().message()), events);
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
    if (phase == Phase.WAITING) {
      throw data.invalid(event + " came before messageStart");
    }
    switch (event) {
      case "contentBlockStart" -> blocks.start(data, events);
      case "contentBlockDelta" -> blocks.delta(data, events);
      case "contentBlockStop" -> blocks.stop(data, events);
      case "messageStop" -> {
        stop = ConverseStops.decode(data);
        phase = Phase.STOPPED;
      }
      case "metadata" -> metadata(data, events);
      default -> events.accept(new RawEvent(ProtocolId.BEDROCK, data.source()));
    }
  }

  private void start(JsonCursor data, Consumer<? super StreamEvent> events) {
    if (phase != Phase.WAITING) {
      throw data.invalid("a second messageStart");
    }
    phase = Phase.TALKING;
    events.accept(new MessageStart(null, null, null, Usage.UNKNOWN));
  }

  private void metadata(JsonCursor data, Consumer<? super StreamEvent> events) {
    usage = usage.mergedWith(ConverseUsage.decode(data));
    events.accept(new UsageUpdate(usage));
    if (phase == Phase.STOPPED) {
      end(events);
    }
  }

  private void end(Consumer<? super StreamEvent> events) {
    phase = Phase.OVER;
    blocks.stopAll(events);
    events.accept(new MessageEnd(stop.agreeing(blocks.toolCalled()), usage));
  }

  private void fail(GatewayError error, Consumer<? super StreamEvent> events) {
    phase = Phase.OVER;
    events.accept(new StreamError(error));
  }

  @Override
  public void finish(Consumer<? super StreamEvent> events) {
    switch (phase) {
      case STOPPED -> end(events);
      case WAITING, TALKING ->
          fail(
              GatewayError.of(
                  ErrorKind.UPSTREAM_TRUNCATED,
                  "the upstream's stream ended before the answer was complete"),
              events);
      case OVER -> {}
    }
  }
}
