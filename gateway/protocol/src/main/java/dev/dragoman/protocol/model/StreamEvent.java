package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen in a stream. A well-formed stream:
 *
 * <pre>
 * MessageStart ( BlockStart delta* BlockStop | UsageUpdate | KeepAlive | RawEvent )* ( MessageEnd | StreamError )
 * </pre>
 *
 * Several blocks may be open at once. Block numbers are the gateway's own: contiguous from 0, never
 * reused, in order of first appearance. {@code codec.StreamValidator} enforces this.
 */
public sealed interface StreamEvent {
  record MessageStart(
      @Nullable String id, @Nullable String model, @Nullable Instant created, Usage partial)
      implements StreamEvent {}

  /**
   * Opens a block.
   *
   * @param empty the block with everything known at its start and nothing of what deltas bring
   * @param candidate index of the answer that the block belongs to, 0 unless several were asked for
   */
  record BlockStart(int block, int candidate, ContentBlock empty) implements StreamEvent {
    public BlockStart(int block, ContentBlock empty) {
      this(block, 0, empty);
    }
  }

  record TextDelta(int block, String text) implements StreamEvent {}

  record RefusalDelta(int block, String text) implements StreamEvent {}

  record ReasoningDelta(int block, String text, int summaryIndex) implements StreamEvent {}

  record SignatureDelta(int block, Signature signature) implements StreamEvent {}

  /** A piece of a call's arguments, forwarded as it came; only the whole is JSON. */
  record ToolArgumentsDelta(int block, String fragment) implements StreamEvent {}

  record CitationDelta(int block, Citation citation) implements StreamEvent {}

  record MediaDelta(int block, String base64) implements StreamEvent {}

  record LogprobsDelta(int block, JsonText logprobs) implements StreamEvent {}

  record BlockStop(int block) implements StreamEvent {}

  /** Counts so far; cumulative, the last value reported wins. */
  record UsageUpdate(Usage cumulative) implements StreamEvent {}

  /**
   * The end of one answer of several. Only streams of more than one candidate hold it: each
   * candidate's stop comes here and {@link MessageEnd} repeats that of candidate 0.
   */
  record CandidateEnd(int candidate, StopReason stop) implements StreamEvent {}

  record MessageEnd(StopReason stop, Usage usage) implements StreamEvent {}

  record StreamError(GatewayError error) implements StreamEvent {}

  record KeepAlive() implements StreamEvent {}

  /** An event that no record fits, kept verbatim. */
  record RawEvent(ProtocolId protocol, JsonText raw) implements StreamEvent {}
}
