package dev.dragoman.gateway.exchange;

import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.StreamEvent;
import org.jspecify.annotations.Nullable;

/** How far a streamed answer has come. */
final class StreamProgress {
  private boolean begun;
  private boolean ended;
  private @Nullable GatewayError error;
  private @Nullable AttemptFailure failure;

  /**
   * An event of an upstream's decoder as a client may see it: its errors without what they tell.
   */
  StreamEvent forClient(StreamEvent event) {
    if (event instanceof StreamEvent.StreamError(GatewayError upstream)) {
      AttemptFailure said = AttemptFailure.said(upstream);
      failure = failure == null ? said : failure;
      return new StreamEvent.StreamError(said.error());
    }
    return event;
  }

  /** The attempt failed, but not by an event of its stream. */
  void failed(AttemptFailure other) {
    failure = failure == null ? other : failure;
  }

  /** Bytes have come that only the client may understand: they count as content. */
  void unreadable() {
    begun = true;
  }

  void observe(StreamEvent event) {
    switch (event) {
      case StreamEvent.StreamError(GatewayError failure) -> {
        error = failure;
        ended = true;
      }
      case StreamEvent.MessageEnd _ -> ended = true;
      case StreamEvent.BlockStart _,
          StreamEvent.TextDelta _,
          StreamEvent.RefusalDelta _,
          StreamEvent.ReasoningDelta _,
          StreamEvent.SignatureDelta _,
          StreamEvent.ToolArgumentsDelta _,
          StreamEvent.CitationDelta _,
          StreamEvent.MediaDelta _,
          StreamEvent.LogprobsDelta _,
          StreamEvent.BlockStop _ ->
          begun = true;
      case StreamEvent.MessageStart _,
          StreamEvent.UsageUpdate _,
          StreamEvent.CandidateEnd _,
          StreamEvent.KeepAlive _,
          StreamEvent.RawEvent _ -> {
        // Neither content nor an end.
      }
    }
  }

  /** Whether content has come. */
  boolean begun() {
    return begun;
  }

  /** Whether the answer is complete or has failed. */
  boolean ended() {
    return ended;
  }

  /** How the attempt failed, null when it did not. */
  @Nullable AttemptFailure failure() {
    return failure;
  }

  /** The error that ended the answer, null when there was none. */
  @Nullable GatewayError error() {
    return error;
  }
}
