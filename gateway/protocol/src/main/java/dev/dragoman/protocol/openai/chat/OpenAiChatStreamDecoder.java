package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.HeldBack;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.UsageUpdate;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.openai.LooseJson;
import dev.dragoman.protocol.openai.OpenAiErrors;
import dev.dragoman.protocol.wire.SseFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Frames of {@code chat.completion.chunk} → events.
 *
 * <pre>
 *            chunk with choices              all candidates finished
 *   WAITING ────────────────────► ANSWERING ─────────────────────────► FINISHED
 *      │                              │                                    │ usage chunk,
 *      │ error, [DONE], end of stream │                                    │ [DONE], end of stream
 *      └──────────► StreamError ◄─────┘                                    └──► MessageEnd
 * </pre>
 *
 * The usage chunk comes after the finish chunk, so the end waits for it or for the end of the
 * stream (claude-code-router#1422). Only a {@code finish_reason} of every candidate is evidence of
 * a complete answer: {@code [DONE]} alone is not. Chunks without choices, choices without delta
 * (autogen#6465) and comments are passed over; an {@code error} in a 200 is an error
 * (OmniRoute#8210). Candidates are kept apart (litellm#5236), see {@link CandidateStream}.
 */
final class OpenAiChatStreamDecoder implements StreamDecoder {
  private static final int MAX_CANDIDATES = 128;
  private static final int MAX_BLOCKS = 4096;

  private final Map<Integer, CandidateStream> candidates = new TreeMap<>();
  private final StreamTotals totals = new StreamTotals();
  private Usage usage = Usage.UNKNOWN;
  private String responseId = "";
  private boolean started;
  private boolean ended;

  @Override
  public void accept(SseFrame frame, Consumer<? super StreamEvent> events) {
    String data = frame.dataText().strip();
    if (ended || data.isEmpty()) {
      return;
    }
    if (data.equals("[DONE]")) {
      end(events);
      return;
    }
    LooseJson chunk = parse(data);
    if (chunk == null) {
      unreadable(frame, events);
    } else if (OpenAiChatResponseDecoder.isError(chunk) || "error".equals(frame.event())) {
      fail(OpenAiErrors.decodeInAnswer(data.getBytes(StandardCharsets.UTF_8)), events);
    } else {
      chunk(chunk, events);
    }
  }

  @Override
  public void finish(Consumer<? super StreamEvent> events) {
    if (!ended) {
      end(events);
    }
  }

  private static @Nullable LooseJson parse(String data) {
    try {
      LooseJson chunk = new LooseJson(JsonReader.parse(data));
      return chunk.isObject() ? chunk : null;
    } catch (JsonSyntaxException notJson) {
      return null;
    }
  }

  /** A frame cut by the end of the stream is truncation (sudocode#576), any other is garbage. */
  private void unreadable(SseFrame frame, Consumer<? super StreamEvent> events) {
    if (isComplete()) {
      return;
    }
    if (isCut(frame.raw())) {
      truncated(events);
    } else {
      fail(ErrorKind.BAD_UPSTREAM, "the upstream sent a stream chunk that is not JSON", events);
    }
  }

  /** Whether the frame lacks the blank line that ends it. */
  private static boolean isCut(byte[] raw) {
    int length = withoutLineEnd(raw, raw.length);
    return length == raw.length || withoutLineEnd(raw, length) == length;
  }

  private static int withoutLineEnd(byte[] raw, int length) {
    int end = length;
    if (end > 0 && raw[end - 1] == '\n') {
      end--;
      return end > 0 && raw[end - 1] == '\r' ? end - 1 : end;
    }
    return end > 0 && raw[end - 1] == '\r' ? end - 1 : end;
  }

  private void chunk(LooseJson chunk, Consumer<? super StreamEvent> events) {
    boolean counted = chunk.get("usage").isObject();
    if (counted) {
      usage = ChatUsage.merged(usage, chunk.get("usage"));
    }
    List<LooseJson> choices = chunk.get("choices").items();
    if (!choices.isEmpty() && !started) {
      start(chunk, events);
    }
    for (int i = 0; i < choices.size() && !ended; i++) {
      choice(choices.get(i), i, events);
    }
    if (counted && started && !ended) {
      events.accept(new UsageUpdate(usage));
      if (choices.isEmpty() && isComplete()) {
        end(events);
      }
    }
  }

  private void start(LooseJson chunk, Consumer<? super StreamEvent> events) {
    started = true;
    responseId = chunk.get("id").text();
    events.accept(
        new MessageStart(
            OpenAiChatResponseDecoder.emptyToNull(responseId),
            OpenAiChatResponseDecoder.emptyToNull(chunk.get("model").string()),
            OpenAiChatResponseDecoder.instant(chunk.get("created").count()),
            usage));
  }

  private void choice(LooseJson choice, int position, Consumer<? super StreamEvent> events) {
    Long given = choice.get("index").count();
    int index = given == null || given > Integer.MAX_VALUE ? position : given.intValue();
    CandidateStream candidate =
        candidates.computeIfAbsent(
            index, number -> new CandidateStream(number, totals, responseId));
    candidate.accept(choice, events);
    String problem = candidate.problem();
    if (problem == null && (candidates.size() > MAX_CANDIDATES || totals.used() > MAX_BLOCKS)) {
      problem = "the upstream's answer has too many parts";
    }
    if (problem != null) {
      fail(ErrorKind.BAD_UPSTREAM, problem, events);
    } else if (totals.held().isFull()) {
      fail(HeldBack.tooMuch(), events);
    }
  }

  private boolean isComplete() {
    return !candidates.isEmpty()
        && candidates.values().stream().noneMatch(candidate -> candidate.stop() == null);
  }

  private void end(Consumer<? super StreamEvent> events) {
    if (!isComplete()) {
      truncated(events);
      return;
    }
    ended = true;
    boolean single = candidates.size() == 1 && candidates.containsKey(0);
    StopReason first = StopReason.of(Kind.END_TURN, null);
    for (Map.Entry<Integer, CandidateStream> candidate : candidates.entrySet()) {
      StopReason stop = candidate.getValue().stop();
      if (stop != null && candidate.getKey() == 0) {
        first = stop;
      }
      if (stop != null && !single) {
        events.accept(new CandidateEnd(candidate.getKey(), stop));
      }
    }
    events.accept(new MessageEnd(first, usage));
  }

  private void truncated(Consumer<? super StreamEvent> events) {
    fail(
        ErrorKind.UPSTREAM_TRUNCATED,
        "the upstream's stream ended before its answer was complete",
        events);
  }

  private void fail(ErrorKind kind, String message, Consumer<? super StreamEvent> events) {
    fail(GatewayError.of(kind, message), events);
  }

  private void fail(GatewayError error, Consumer<? super StreamEvent> events) {
    ended = true;
    events.accept(new StreamError(error));
  }
}
