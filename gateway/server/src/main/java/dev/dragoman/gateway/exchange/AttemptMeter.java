package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ResponseEvents;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.Usage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt used, as far as it is known. Mutable; used by one exchange, whose signals are
 * serial.
 */
public final class AttemptMeter {
  private final int number;
  private final PlannedTarget target;
  private final LongSupplier inputEstimate;
  private Usage usage = Usage.UNKNOWN;
  private StopReason.@Nullable Kind stop;
  private long passedBytes;
  private boolean complete;
  private boolean unawaited;

  /**
   * The meter of an attempt that begins.
   *
   * @param number 1 for the first call of the exchange
   * @param inputEstimate tokens of its request, worked out when it is asked for; 0 for a call that
   *     costs nothing
   */
  AttemptMeter(int number, PlannedTarget target, LongSupplier inputEstimate) {
    this.number = number;
    this.target = target;
    this.inputEstimate = inputEstimate;
  }

  /** Looks at an event of the answer. */
  void observe(StreamEvent event) {
    switch (event) {
      case StreamEvent.MessageStart start -> usage = usage.mergedWith(start.partial());
      case StreamEvent.UsageUpdate update -> usage = usage.mergedWith(update.cumulative());
      case StreamEvent.MessageEnd end -> {
        usage = usage.mergedWith(end.usage());
        stop = end.stop().kind();
        complete = true;
      }
      case StreamEvent.TextDelta delta -> passed(delta.text());
      case StreamEvent.RefusalDelta delta -> passed(delta.text());
      case StreamEvent.ReasoningDelta delta -> passed(delta.text());
      case StreamEvent.ToolArgumentsDelta delta -> passed(delta.fragment());
      case StreamEvent.StreamError _,
          StreamEvent.BlockStart _,
          StreamEvent.SignatureDelta _,
          StreamEvent.CitationDelta _,
          StreamEvent.MediaDelta _,
          StreamEvent.LogprobsDelta _,
          StreamEvent.BlockStop _,
          StreamEvent.CandidateEnd _,
          StreamEvent.KeepAlive _,
          StreamEvent.RawEvent _ -> {
        // Nothing to count.
      }
    }
  }

  private void passed(String text) {
    passedBytes += TokenEstimate.bytes(text);
  }

  /** An answer passed that only the client may understand. */
  void passedUnread(int bytes) {
    passedBytes += bytes;
  }

  /** Looks at a whole answer; its text is counted only where nobody else did. */
  void used(ChatResponse answer) {
    usage = usage.mergedWith(answer.usage());
    stop = answer.candidates().isEmpty() ? null : answer.candidates().getFirst().stop().kind();
    complete = true;
    if (usage.outputTotal() == null) {
      ResponseEvents.emit(answer, this::observe);
    }
  }

  /** Looks at what a whole answer without text says of itself. */
  void used(Usage whole) {
    usage = whole;
    complete = true;
  }

  /** So many input tokens were asked for so far, while the answer is not complete. */
  void asked(long inputTokens) {
    usage = inputTokens == 0 ? Usage.UNKNOWN : Usage.of(inputTokens, 0);
  }

  /** Nobody waits for the answer any more, while the upstream works on it. */
  void unawaited() {
    unawaited = true;
  }

  /** Which call of the exchange it was, from 1. */
  public int number() {
    return number;
  }

  public PlannedTarget target() {
    return target;
  }

  /** What the upstream reported so far. */
  public Usage usage() {
    return usage;
  }

  StopReason.@Nullable Kind stop() {
    return stop;
  }

  /** Whether the answer came to its end, so that its report is the last word. */
  public boolean isComplete() {
    return complete;
  }

  /** Whether the upstream was left at its work: the client had left, or it took too long. */
  public boolean isUnawaited() {
    return unawaited;
  }

  /** Output tokens by the text that came, 0 when none did. */
  public long outputEstimate() {
    return TokenEstimate.ofBytes(passedBytes);
  }

  /** Input tokens by the text of the request. */
  public long inputEstimate() {
    return inputEstimate.getAsLong();
  }
}
