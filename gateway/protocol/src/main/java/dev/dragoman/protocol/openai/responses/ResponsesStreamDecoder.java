package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.HeldBack;
import dev.dragoman.protocol.codec.StreamCourse;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.openai.LooseJson;
import dev.dragoman.protocol.openai.OpenAiErrors;
import dev.dragoman.protocol.wire.SseFrame;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Frames of a Responses stream → events, by the {@code type} in their data.
 *
 * <pre>
 *            created, in_progress, or the first item       completed | incomplete
 *   WAITING ─────────────────────────────────────► TALKING ──────────────────────► OVER
 *      │ error, failed, end of stream                 │
 *      └──────────────────► StreamError ◄─────────────┘
 * </pre>
 *
 * Only {@code completed} and {@code incomplete} are evidence of a complete answer; {@code [DONE]}
 * is neither needed nor trusted. Events of unknown types are passed over. What an item holds when
 * it is done and its deltas did not say is said then, see {@link ItemStreams}.
 */
final class ResponsesStreamDecoder implements StreamDecoder {
  private final StreamCourse course = new StreamCourse();
  private final ItemStreams items = new ItemStreams();

  @Override
  public void accept(SseFrame frame, Consumer<? super StreamEvent> events) {
    String data = frame.dataText().strip();
    if (course.isOver() || data.isEmpty() || data.equals("[DONE]")) {
      return;
    }
    LooseJson event = parse(data);
    if (event == null) {
      unreadable(frame, events);
      return;
    }
    event(event, data, events);
    if (!course.isOver() && items.isTooMuch()) {
      course.fail(HeldBack.tooMuch(), events);
    }
  }

  @Override
  public void finish(Consumer<? super StreamEvent> events) {
    course.truncated(events);
  }

  private static @Nullable LooseJson parse(String data) {
    try {
      LooseJson event = new LooseJson(JsonReader.parse(data));
      return event.isObject() ? event : null;
    } catch (JsonSyntaxException notJson) {
      return null;
    }
  }

  /** A frame cut by the end of the stream is truncation (sudocode#576), any other is garbage. */
  private void unreadable(SseFrame frame, Consumer<? super StreamEvent> events) {
    byte[] raw = frame.raw();
    boolean whole = raw.length > 1 && raw[raw.length - 1] == '\n' && isBlankBefore(raw);
    if (whole) {
      course.fail(
          GatewayError.of(
              ErrorKind.BAD_UPSTREAM, "the upstream sent a stream event that is not JSON"),
          events);
    } else {
      course.truncated(events);
    }
  }

  private static boolean isBlankBefore(byte[] raw) {
    byte before = raw[raw.length - 2];
    return before == '\n' || (before == '\r' && raw.length > 2 && raw[raw.length - 3] == '\n');
  }

  private void event(LooseJson event, String data, Consumer<? super StreamEvent> events) {
    switch (event.get("type").text()) {
      case "response.created", "response.in_progress", "response.queued" ->
          start(event.get("response"), events);
      case "response.completed", "response.incomplete" -> end(event.get("response"), events);
      case "response.failed" -> {
        LooseJson error = event.get("response").get("error");
        course.fail(
            error.isPresent()
                ? ResponsesAnswerDecoder.error(error)
                : GatewayError.of(ErrorKind.SERVER, "the upstream's answer failed"),
            events);
      }
      case "error" ->
          course.fail(
              event.get("error").isPresent()
                  ? OpenAiErrors.decodeInAnswer(data.getBytes(StandardCharsets.UTF_8))
                  : ResponsesAnswerDecoder.error(event),
              events);
      case "" -> {
        if (event.get("error").isPresent()) {
          course.fail(OpenAiErrors.decodeInAnswer(data.getBytes(StandardCharsets.UTF_8)), events);
        }
      }
      case String type -> {
        if (type.startsWith("response.")) {
          start(event.get("response"), events);
          items.accept(type, event, events);
        }
      }
    }
  }

  /** The start of the answer, with or without its object. */
  private void start(LooseJson response, Consumer<? super StreamEvent> events) {
    if (course.isWaiting()) {
      course.start(
          new MessageStart(
              ResponsesAnswerDecoder.emptyToNull(response.get("id").string()),
              ResponsesAnswerDecoder.emptyToNull(response.get("model").string()),
              ResponsesAnswerDecoder.instant(response.get("created_at").count()),
              ResponsesUsage.decode(response.get("usage"))),
          events);
    }
  }

  private void end(LooseJson response, Consumer<? super StreamEvent> events) {
    start(response, events);
    items.finish(response.get("output"), events);
    if (response.get("usage").isObject()) {
      course.used(ResponsesUsage.decode(response.get("usage")), events);
    }
    course.end(AnswerStops.decode(response, items.hasCalled(), items.hasRefused()), events);
  }
}
