package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.StopReason;
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
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Stands between a decoder and an encoder and lets only well-formed streams through: the grammar of
 * {@link StreamEvent}, whatever comes in. A violation becomes one {@code StreamError}, and nothing
 * follows an end. Three things are put right rather than refused, because upstreams do them daily:
 *
 * <ul>
 *   <li>blocks still open at the end of their answer are closed first, but not before an error: a
 *       call that was cut must not look complete;
 *   <li>{@code END_TURN} or {@code OTHER} after a call becomes {@code TOOL_USE}
 *       (maximhq/bifrost#6123), {@code TOOL_USE} without a call becomes {@code END_TURN};
 *   <li>an unknown event before the start is left out.
 * </ul>
 *
 * <p>Single use, not thread-safe.
 */
public final class StreamValidator implements Consumer<StreamEvent> {
  private static final int MAX_BLOCKS = 100_000;

  private final Consumer<? super StreamEvent> next;
  private final Map<Integer, BlockStart> open = new LinkedHashMap<>();
  private final Set<Integer> callers = new HashSet<>();
  private final Set<Integer> endedCandidates = new HashSet<>();
  private int nextBlock;
  private boolean started;
  private boolean ended;

  public StreamValidator(Consumer<? super StreamEvent> next) {
    this.next = next;
  }

  /** Whether an end went out: {@code MessageEnd} or {@code StreamError}. */
  public boolean ended() {
    return ended;
  }

  @Override
  public void accept(StreamEvent event) {
    if (ended) {
      return;
    }
    switch (event) {
      case KeepAlive keepAlive -> next.accept(keepAlive);
      case StreamError error -> end(error);
      case MessageStart start -> start(start);
      case RawEvent raw -> {
        if (started) {
          next.accept(raw);
        }
      }
      case BlockStart _,
          TextDelta _,
          RefusalDelta _,
          ReasoningDelta _,
          SignatureDelta _,
          ToolArgumentsDelta _,
          CitationDelta _,
          MediaDelta _,
          LogprobsDelta _,
          BlockStop _,
          UsageUpdate _,
          CandidateEnd _,
          MessageEnd _ -> {
        if (started) {
          inMessage(event);
        } else {
          refuse(ErrorKind.BAD_UPSTREAM, "the upstream's stream has no start");
        }
      }
    }
  }

  /** Says that nothing more comes: a stream without an end is a truncated one. */
  public void finish() {
    if (!ended) {
      refuse(ErrorKind.UPSTREAM_TRUNCATED, "the upstream's stream ended before it was complete");
    }
  }

  private void start(MessageStart start) {
    if (started) {
      refuse(ErrorKind.BAD_UPSTREAM, "the upstream's stream started twice");
      return;
    }
    started = true;
    next.accept(start);
  }

  private void inMessage(StreamEvent event) {
    switch (event) {
      case BlockStart start -> open(start);
      case TextDelta delta -> delta(delta.block(), delta);
      case RefusalDelta delta -> delta(delta.block(), delta);
      case ReasoningDelta delta -> delta(delta.block(), delta);
      case SignatureDelta delta -> delta(delta.block(), delta);
      case ToolArgumentsDelta delta -> delta(delta.block(), delta);
      case CitationDelta delta -> delta(delta.block(), delta);
      case MediaDelta delta -> delta(delta.block(), delta);
      case LogprobsDelta delta -> delta(delta.block(), delta);
      case BlockStop stop -> close(stop);
      case CandidateEnd end -> endOfCandidate(end);
      case MessageEnd end -> endOfMessage(end);
      case UsageUpdate _, MessageStart _, StreamError _, KeepAlive _, RawEvent _ ->
          next.accept(event);
    }
  }

  private void open(BlockStart start) {
    if (start.block() != nextBlock || nextBlock >= MAX_BLOCKS || start.candidate() < 0) {
      refuse(ErrorKind.SERVER, "block " + start.block() + " of the stream is out of order");
    } else if (endedCandidates.contains(start.candidate())) {
      refuse(ErrorKind.BAD_UPSTREAM, "the upstream's stream went on after the end of an answer");
    } else if (NamedCalls.isNameless(start.empty())) {
      refuse(ErrorKind.BAD_UPSTREAM, NamedCalls.NAMELESS);
    } else {
      nextBlock++;
      open.put(start.block(), start);
      if (start.empty() instanceof ToolCall) {
        callers.add(start.candidate());
      }
      next.accept(start);
    }
  }

  private void delta(int block, StreamEvent delta) {
    BlockStart start = open.get(block);
    if (start == null) {
      refuse(ErrorKind.BAD_UPSTREAM, "the upstream's stream added to a block that is not open");
    } else if (!BlockDeltas.fits(start.empty(), delta)) {
      refuse(ErrorKind.BAD_UPSTREAM, "the upstream's stream mixed kinds within one block");
    } else {
      next.accept(delta);
    }
  }

  private void close(BlockStop stop) {
    if (open.remove(stop.block()) == null) {
      refuse(ErrorKind.BAD_UPSTREAM, "the upstream's stream ended a block that is not open");
    } else {
      next.accept(stop);
    }
  }

  private void endOfCandidate(CandidateEnd end) {
    if (!endedCandidates.add(end.candidate())) {
      refuse(ErrorKind.BAD_UPSTREAM, "the upstream's stream ended one answer twice");
      return;
    }
    for (Iterator<BlockStart> all = open.values().iterator(); all.hasNext(); ) {
      BlockStart start = all.next();
      if (start.candidate() == end.candidate()) {
        all.remove();
        next.accept(new BlockStop(start.block()));
      }
    }
    next.accept(new CandidateEnd(end.candidate(), corrected(end.stop(), end.candidate())));
  }

  private void endOfMessage(MessageEnd end) {
    open.keySet().forEach(block -> next.accept(new BlockStop(block)));
    open.clear();
    end(new MessageEnd(corrected(end.stop(), 0), end.usage()));
  }

  private StopReason corrected(StopReason stop, int candidate) {
    return stop.agreeing(callers.contains(candidate));
  }

  private void refuse(ErrorKind kind, String message) {
    end(new StreamError(GatewayError.of(kind, message)));
  }

  private void end(StreamEvent end) {
    ended = true;
    next.accept(end);
  }
}
