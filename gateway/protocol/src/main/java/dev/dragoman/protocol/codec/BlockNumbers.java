package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.CitationDelta;
import dev.dragoman.protocol.model.StreamEvent.KeepAlive;
import dev.dragoman.protocol.model.StreamEvent.LogprobsDelta;
import dev.dragoman.protocol.model.StreamEvent.MediaDelta;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.RawEvent;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.StreamEvent.UsageUpdate;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the blocks of a stream anew, for a stage that leaves some of them out: numbers have to be
 * contiguous. Single use.
 */
final class BlockNumbers {
  private final Map<Integer, Integer> given = new HashMap<>();

  /** The block that {@code event} belongs to, −1 for an event of no block. */
  static int of(StreamEvent event) {
    return switch (event) {
      case BlockStart start -> start.block();
      case TextDelta delta -> delta.block();
      case RefusalDelta delta -> delta.block();
      case ReasoningDelta delta -> delta.block();
      case SignatureDelta delta -> delta.block();
      case ToolArgumentsDelta delta -> delta.block();
      case CitationDelta delta -> delta.block();
      case MediaDelta delta -> delta.block();
      case LogprobsDelta delta -> delta.block();
      case BlockStop stop -> stop.block();
      case MessageStart _,
          UsageUpdate _,
          CandidateEnd _,
          MessageEnd _,
          StreamError _,
          KeepAlive _,
          RawEvent _ ->
          -1;
    };
  }

  /** The event with the number of its block as it goes on; a block that starts gets the next. */
  StreamEvent renumbered(StreamEvent event) {
    int block = of(event);
    if (block < 0) {
      return event;
    }
    int number =
        event instanceof BlockStart
            ? given.computeIfAbsent(block, _ -> given.size())
            : given.getOrDefault(block, block);
    return number == block ? event : at(number, event);
  }

  private static StreamEvent at(int block, StreamEvent event) {
    return switch (event) {
      case BlockStart(_, int candidate, var empty) -> new BlockStart(block, candidate, empty);
      case TextDelta(_, String text) -> new TextDelta(block, text);
      case RefusalDelta(_, String text) -> new RefusalDelta(block, text);
      case ReasoningDelta(_, String text, int part) -> new ReasoningDelta(block, text, part);
      case SignatureDelta(_, var signature) -> new SignatureDelta(block, signature);
      case ToolArgumentsDelta(_, String fragment) -> new ToolArgumentsDelta(block, fragment);
      case CitationDelta(_, var citation) -> new CitationDelta(block, citation);
      case MediaDelta(_, String base64) -> new MediaDelta(block, base64);
      case LogprobsDelta(_, var logprobs) -> new LogprobsDelta(block, logprobs);
      case BlockStop _ -> new BlockStop(block);
      case MessageStart _,
          UsageUpdate _,
          CandidateEnd _,
          MessageEnd _,
          StreamError _,
          KeepAlive _,
          RawEvent _ ->
          event;
    };
  }
}
