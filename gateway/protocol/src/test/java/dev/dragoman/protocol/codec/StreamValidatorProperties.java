package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.KeepAlive;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.RawEvent;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.StreamEvent.UsageUpdate;
import dev.dragoman.protocol.model.Usage;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

final class StreamValidatorProperties {
  @Property
  void whateverComesInWhatGoesOutIsWellFormed(@ForAll("streams") List<StreamEvent> events) {
    // When
    List<StreamEvent> seen = validated(events);

    // Then
    StreamGrammar.assertWellFormed(seen);
  }

  @Property
  void aValidatedStreamPassesASecondTimeUnchanged(@ForAll("streams") List<StreamEvent> events) {
    // Given
    List<StreamEvent> once = validated(events);

    // Then
    assertThat(validated(once)).isEqualTo(once);
  }

  private static List<StreamEvent> validated(List<StreamEvent> events) {
    List<StreamEvent> seen = new ArrayList<>();
    StreamValidator validator = new StreamValidator(seen::add);
    events.forEach(validator);
    validator.finish();
    return seen;
  }

  /** Mostly started streams, so that the law is tried deep inside them as well. */
  @Provide
  Arbitrary<List<StreamEvent>> streams() {
    Arbitrary<List<StreamEvent>> any = events().list().ofMaxSize(40);
    StreamEvent start = new MessageStart("id", "m", null, Usage.UNKNOWN);
    Arbitrary<List<StreamEvent>> started =
        any.map(events -> {
          List<StreamEvent> all = new ArrayList<>(List.of(start));
          all.addAll(renumbered(events));
          return all;
        });
    return Arbitraries.frequencyOf(Tuple.of(1, any), Tuple.of(4, started));
  }

  /** Gives the starts their proper numbers; what refers to blocks stays at random. */
  private static List<StreamEvent> renumbered(List<StreamEvent> events) {
    List<StreamEvent> result = new ArrayList<>();
    int next = 0;
    for (StreamEvent event : events) {
      result.add(
          event instanceof BlockStart start
              ? new BlockStart(next++, start.candidate(), start.empty())
              : event);
    }
    return result;
  }

  private static Arbitrary<StreamEvent> events() {
    Arbitrary<Integer> block = Arbitraries.integers().between(0, 3);
    Arbitrary<Integer> candidate = Arbitraries.integers().between(0, 1);
    Arbitrary<StopReason> stop = Arbitraries.of(Kind.class).map(kind -> StopReason.of(kind, null));
    return Arbitraries.oneOf(
        block.flatMap(
            b -> candidate.flatMap(c -> blocks().map(content -> new BlockStart(b, c, content)))),
        block.map(b -> new TextDelta(b, "t")),
        block.map(b -> new RefusalDelta(b, "r")),
        block.map(b -> new ReasoningDelta(b, "r", 0)),
        block.map(b -> new ToolArgumentsDelta(b, "{}")),
        block.map(BlockStop::new),
        stop.map(s -> new MessageEnd(s, Usage.UNKNOWN)),
        candidate.flatMap(c -> stop.map(s -> new CandidateEnd(c, s))),
        Arbitraries.of(
            new MessageStart("id", "m", null, Usage.UNKNOWN),
            new KeepAlive(),
            new UsageUpdate(Usage.of(1, 2)),
            new RawEvent(ProtocolId.ANTHROPIC, JsonText.EMPTY_OBJECT),
            new StreamError(GatewayError.of(ErrorKind.SERVER, "x"))));
  }

  private static Arbitrary<ContentBlock> blocks() {
    return Arbitraries.of(
        Text.of(""),
        Refusal.of(""),
        ToolCall.of("a", "f", JsonText.EMPTY_OBJECT),
        new Reasoning("", List.of(), Reasoning.Kind.FULL, null, null, null, Extensions.NONE));
  }
}
