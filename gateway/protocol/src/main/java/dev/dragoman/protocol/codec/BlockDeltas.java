package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Executable;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.ServerToolResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.CitationDelta;
import dev.dragoman.protocol.model.StreamEvent.LogprobsDelta;
import dev.dragoman.protocol.model.StreamEvent.MediaDelta;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;

/** Which deltas belong to which block. */
final class BlockDeltas {
  private BlockDeltas() {}

  /** Whether {@code delta} is one that a block like {@code block} can receive. */
  static boolean fits(ContentBlock block, StreamEvent delta) {
    return switch (block) {
      case Text _ ->
          delta instanceof TextDelta
              || delta instanceof CitationDelta
              || delta instanceof SignatureDelta
              || delta instanceof LogprobsDelta;
      case Refusal _ -> delta instanceof RefusalDelta || delta instanceof LogprobsDelta;
      case Reasoning _ -> delta instanceof ReasoningDelta || delta instanceof SignatureDelta;
      case ToolCall _ ->
          delta instanceof ToolArgumentsDelta
              || delta instanceof SignatureDelta
              || delta instanceof LogprobsDelta;
      case ServerToolCall _ -> delta instanceof ToolArgumentsDelta;
      case Image _, Document _, Audio _, Video _ -> delta instanceof MediaDelta;
      case ToolResult _, ServerToolResult _, SearchResult _, Executable _, Compaction _, Opaque _ ->
          false;
    };
  }
}
