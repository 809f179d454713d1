package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.StopReason.Kind;
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
import java.util.List;
import java.util.Set;

/** The grammar of {@link StreamEvent} as an assertion, written apart from the validator. */
public final class StreamGrammar {
  private final Set<Integer> open = new HashSet<>();
  private boolean called;
  private int blocks;
  private int starts;
  private int ends;

  private StreamGrammar() {}

  /** Fails unless {@code events} is a whole, well-formed stream. */
  public static void assertWellFormed(List<StreamEvent> events) {
    StreamGrammar grammar = new StreamGrammar();
    events.forEach(grammar::check);
    assertThat(grammar.ends).as("ends of %s", events).isEqualTo(1);
  }

  private void check(StreamEvent event) {
    assertThat(ends).as("nothing follows an end, not even %s", event).isZero();
    switch (event) {
      case MessageStart _ -> assertThat(++starts).as("starts").isEqualTo(1);
      case KeepAlive _ -> {}
      case StreamError _ -> ends++;
      case RawEvent _, UsageUpdate _, CandidateEnd _ -> assertThat(starts).isEqualTo(1);
      case BlockStart start -> {
        assertThat(starts).isEqualTo(1);
        assertThat(start.block()).as("block numbers are contiguous").isEqualTo(blocks++);
        called |= start.candidate() == 0 && start.empty() instanceof ToolCall;
        open.add(start.block());
      }
      case TextDelta delta -> assertOpen(delta.block());
      case RefusalDelta delta -> assertOpen(delta.block());
      case ReasoningDelta delta -> assertOpen(delta.block());
      case SignatureDelta delta -> assertOpen(delta.block());
      case ToolArgumentsDelta delta -> assertOpen(delta.block());
      case CitationDelta delta -> assertOpen(delta.block());
      case MediaDelta delta -> assertOpen(delta.block());
      case LogprobsDelta delta -> assertOpen(delta.block());
      case BlockStop stop -> assertThat(open.remove(stop.block())).as("was open").isTrue();
      case MessageEnd end -> {
        assertThat(starts).isEqualTo(1);
        assertThat(open).as("blocks still open at the end").isEmpty();
        assertThat(end.stop().kind() == Kind.TOOL_USE && !called).as("calls").isFalse();
        assertThat(end.stop().kind() == Kind.END_TURN && called).as("calls").isFalse();
        ends++;
      }
    }
  }

  private void assertOpen(int block) {
    assertThat(open).as("open blocks").contains(block);
  }
}
