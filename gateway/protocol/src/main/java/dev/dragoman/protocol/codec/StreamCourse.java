package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.UsageUpdate;
import dev.dragoman.protocol.model.Usage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far the stream of one answer is, in protocols that say where the answer starts and why it
 * stops. It delivers the start, what was used, and one end or one error, after which it is over.
 *
 * <pre>
 * WAITING ──start──▶ TALKING ──stop──▶ STOPPED ──end──▶ OVER ◀── error, truncation from anywhere
 * </pre>
 *
 * <p>Only the reason why it stopped is evidence of a complete answer. Single use, not thread-safe.
 */
public final class StreamCourse {
  private enum Phase {
    WAITING,
    TALKING,
    STOPPED,
    OVER
  }

  private Phase phase = Phase.WAITING;
  private Usage usage = Usage.UNKNOWN;
  private @Nullable StopReason stop;

  public boolean isWaiting() {
    return phase == Phase.WAITING;
  }

  public boolean isStopped() {
    return phase == Phase.STOPPED;
  }

  public boolean isOver() {
    return phase == Phase.OVER;
  }

  /** Why the answer stopped, null while that was not said. */
  public @Nullable StopReason stop() {
    return stop;
  }

  /** The start of the answer, which comes once and first. */
  public void start(MessageStart start, Consumer<? super StreamEvent> events) {
    if (phase != Phase.WAITING) {
      throw new IllegalStateException("a stream starts once");
    }
    phase = Phase.TALKING;
    usage = start.partial();
    events.accept(start);
  }

  /** More of what was used; counts that are told again replace those before. */
  public void used(Usage more, Consumer<? super StreamEvent> events) {
    usage = usage.mergedWith(more);
    events.accept(new UsageUpdate(usage));
  }

  /** Why the answer stopped; frames may follow, and a later reason counts. */
  public void stop(StopReason reason) {
    stop = reason;
    phase = Phase.STOPPED;
  }

  /** The end of the answer. */
  public void end(StopReason reason, Consumer<? super StreamEvent> events) {
    phase = Phase.OVER;
    events.accept(new MessageEnd(reason, usage));
  }

  public void fail(GatewayError error, Consumer<? super StreamEvent> events) {
    phase = Phase.OVER;
    events.accept(new StreamError(error));
  }

  /** The end of the stream before that of the answer; nothing when it is over already. */
  public void truncated(Consumer<? super StreamEvent> events) {
    if (phase != Phase.OVER) {
      fail(
          GatewayError.of(
              ErrorKind.UPSTREAM_TRUNCATED,
              "the upstream's stream ended before the answer was complete"),
          events);
    }
  }
}
