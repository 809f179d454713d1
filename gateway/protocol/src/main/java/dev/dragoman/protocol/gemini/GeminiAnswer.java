package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.StreamCourse;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.Usage;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one answer → events. Every chunk is a {@code GenerateContentResponse} of its own,
 * and nothing marks the last: the reason of a stop may stand before chunks with usage, so the
 * answer ends where the bytes end.
 *
 * <pre>
 * WAITING ──chunk──▶ TALKING ──end of bytes──▶ OVER (MessageEnd when every candidate has stopped,
 *    └── error ─────────┴── error ───────────▶ OVER  or the prompt was blocked; else truncated)
 * </pre>
 *
 * <p>Source: protocols.md 3.6. Single use, not thread-safe.
 */
final class GeminiAnswer {
  private final StreamCourse course = new StreamCourse();
  private final Map<Integer, GeminiCandidate> candidates = new TreeMap<>();
  private final BlockCounter blocks = new BlockCounter();
  private GeminiUsage usage = GeminiUsage.UNKNOWN;
  private @Nullable StopReason blocked;
  private @Nullable String id;

  /** Numbers blocks of all candidates in the order in which they open. */
  static final class BlockCounter {
    private int next;

    int next() {
      return next++;
    }
  }

  /** Whether {@code value} is a part of an answer rather than an error or something else. */
  static boolean isChunk(JsonCursor value) {
    return value.isObject()
        && value.get("error") == null
        && (value.get("candidates") != null
            || value.get("promptFeedback") != null
            || value.get("usageMetadata") != null
            || value.get("responseId") != null);
  }

  boolean isOver() {
    return course.isOver();
  }

  /**
   * Takes the next chunk.
   *
   * @throws GatewayException {@code INVALID_REQUEST} that names what of it cannot be read
   */
  void chunk(JsonCursor chunk, Consumer<? super StreamEvent> events) {
    if (course.isWaiting()) {
      id = chunk.string("responseId");
      course.start(
          new MessageStart(id, chunk.string("modelVersion"), created(chunk), Usage.UNKNOWN),
          events);
    }
    if (chunk.get("usageMetadata") != null) {
      usage = usage.mergedWith(GeminiUsage.decode(chunk));
      course.used(usage.reckoned(), events);
    }
    StopReason feedback = GeminiStops.decodeFeedback(chunk);
    blocked = feedback == null ? blocked : feedback;
    List<JsonCursor> found = chunk.items("candidates");
    for (int i = 0; i < found.size(); i++) {
      candidate(found.get(i), i).accept(found.get(i), events);
    }
  }

  /** When the answer was made, which Vertex AI tells; what is no time is nobody's concern. */
  private static @Nullable Instant created(JsonCursor chunk) {
    String told = chunk.string("createTime");
    try {
      return told == null ? null : Instant.parse(told);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** The candidate of an entry; an index of 0 is left out by the form that JSON has here. */
  private GeminiCandidate candidate(JsonCursor entry, int position) {
    Integer told = entry.int32("index");
    int index = told == null ? position : told;
    if (index < 0) {
      throw entry.require("index").invalid("must not be negative");
    }
    return candidates.computeIfAbsent(index, number -> new GeminiCandidate(number, seed(), blocks));
  }

  /** What ids of calls are made of that have none: known to be of this answer alone. */
  private String seed() {
    if (id == null) {
      id = UUID.randomUUID().toString();
    }
    return id;
  }

  void fail(GatewayError error, Consumer<? super StreamEvent> events) {
    course.fail(error, events);
  }

  /**
   * Says that no chunk will follow.
   *
   * @param complete whether it is known that the answer is whole, though it may not say why it
   *     stopped
   */
  void finish(boolean complete, Consumer<? super StreamEvent> events) {
    if (course.isOver()) {
      return;
    }
    Collection<GeminiCandidate> all = candidates.values();
    boolean stopped = !all.isEmpty() && all.stream().allMatch(GeminiCandidate::isStopped);
    boolean broken = all.stream().anyMatch(GeminiCandidate::isBroken);
    if (course.isWaiting() || broken || !(stopped || complete || blocked != null)) {
      course.truncated(events);
      return;
    }
    all.forEach(candidate -> candidate.close(events));
    if (all.size() > 1) {
      candidates.forEach((index, one) -> events.accept(new CandidateEnd(index, one.stop())));
    }
    course.end(stop(all), events);
  }

  private StopReason stop(Collection<GeminiCandidate> all) {
    if (blocked != null && all.isEmpty()) {
      return blocked;
    }
    return all.isEmpty() ? StopReason.of(Kind.OTHER, null) : all.iterator().next().stop();
  }
}
