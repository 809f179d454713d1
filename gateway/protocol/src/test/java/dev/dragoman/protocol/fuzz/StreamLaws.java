package dev.dragoman.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.StreamGrammar;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.envelope.StateSealer;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.openai.responses.ResponsesStreamGrammar;
import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.SseFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * An upstream's stream, however it is cut, becomes a well-formed one with exactly one end, and
 * every client reads in its own protocol what its fold says.
 */
final class StreamLaws {
  private static final String DONE = "[DONE]";

  /** The validator's word for blocks that a decoder numbers wrongly. */
  private static final String MISNUMBERED = "of the stream is out of order";

  private StreamLaws() {}

  static void assertHold(Input input) {
    UpstreamProtocol upstream = Protocols.ofUpstream(input.protocol());
    List<StreamEvent> whole = events(upstream, List.of(input.bytes()));
    List<StreamEvent> sliced = events(upstream, sliced(input.bytes(), input.choices()));
    if (!sliced.equals(whole)) {
      assertThat(named(sliced)).as("events of the stream in slices").isEqualTo(named(whole));
    }
    StreamGrammar.assertWellFormed(whole);
    if (whole.getLast() instanceof StreamError(var error)) {
      assertThat(error.message())
          .as("what the decoder is to blame for")
          .doesNotContain(MISNUMBERED);
    }
    for (ClientProtocol client : Protocols.all()) {
      assertTold(upstream, client, whole);
      if (client.id().equals(upstream.id())) {
        assertPasses(client, input.bytes());
      }
    }
  }

  /** With one id for all calls that the gateway itself gave one. */
  private static String named(List<StreamEvent> events) {
    return events.toString().replaceAll("call_[0-9a-f]{24}", "call");
  }

  /** Through the validator, after a check of what the decoder itself promises. */
  private static List<StreamEvent> events(UpstreamProtocol upstream, List<byte[]> slices) {
    List<StreamEvent> raw = new ArrayList<>();
    StreamDecoder decoder = upstream.outbound().streamDecoder();
    SseDecoder frames = new SseDecoder();
    slices.forEach(slice -> frames.accept(slice, frame -> decoder.accept(frame, raw::add)));
    frames.finish(frame -> decoder.accept(frame, raw::add));
    decoder.finish(raw::add);
    assertThat(raw.stream().filter(StreamLaws::isEnd).count()).as("ends of %s", raw).isOne();
    assertThat(isEnd(raw.getLast())).as("nothing follows the end of %s", raw).isTrue();

    List<StreamEvent> events = new ArrayList<>();
    StreamValidator validator = new StreamValidator(events::add);
    raw.forEach(validator);
    validator.finish();
    return events;
  }

  private static boolean isEnd(StreamEvent event) {
    return event instanceof MessageEnd || event instanceof StreamError;
  }

  private static List<byte[]> sliced(byte[] bytes, Random random) {
    List<byte[]> slices = new ArrayList<>();
    int longest = 1 + random.nextInt(200);
    int at = 0;
    while (at < bytes.length) {
      int end = Math.min(bytes.length, at + random.nextInt(longest) + 1);
      slices.add(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    return slices;
  }

  private static void assertTold(
      UpstreamProtocol upstream, ClientProtocol client, List<StreamEvent> sent) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamEncoder encoder = client.inbound().streamEncoder(Answering.context(client));
    StateSealer sealer = Answering.sealer(client, upstream);
    sent.forEach(event -> sealer.accept(event, sealed -> encoder.accept(sealed, out)));
    byte[] told = out.toByteArray();
    for (SseFrame frame : frames(told)) {
      byte[] data = frame.data();
      if (data != null && !frame.dataText().equals(DONE)) {
        Spelling.object(data, "a frame in " + client.id());
      }
    }
    List<StreamEvent> read = events(Protocols.ofUpstream(client.id()), List.of(told));
    StreamGrammar.assertWellFormed(read);
    boolean responses = client.id().equals(ProtocolId.OPENAI_RESPONSES);
    if (responses && sent.getFirst() instanceof StreamEvent.MessageStart) {
      ResponsesStreamGrammar.finalResponse(told);
    }
    if (sent.getLast() instanceof StreamError) {
      assertThat(read.getLast()).as(client.id().value()).isInstanceOf(StreamError.class);
    } else if (!isUnreadableCall(sent) && !lacksFirst(sent)) {
      assertThat(read.getLast()).as(client.id().value()).isInstanceOf(MessageEnd.class);
      assertSame(
          Told.of(folded(sent), client.id()), Told.of(folded(read), client.id()), client, sent);
    }
  }

  private static void assertSame(
      Told said, Told heard, ClientProtocol client, List<StreamEvent> sent) {
    if (isComparable(sent)) {
      assertThat(heard.asTo(said))
          .as("what a client of %s reads", client.id())
          .isEqualTo(said.asTo(heard));
    }
  }

  /**
   * Why an answer was refused is a text in some protocols and in others none; raw text of a tool
   * has no form where no client can have asked for it.
   */
  private static boolean isComparable(List<StreamEvent> sent) {
    boolean refused =
        sent.getLast() instanceof MessageEnd(StopReason stop, var _)
            && (stop.kind() == StopReason.Kind.REFUSAL
                || stop.kind() == StopReason.Kind.CONTENT_FILTER);
    return !refused && sent.stream().noneMatch(StreamLaws::isFreeform);
  }

  private static boolean isFreeform(StreamEvent event) {
    return event instanceof BlockStart start
        && start.empty() instanceof ToolCall call
        && call.freeform();
  }

  /** Whether answers ended of which the first is none; a client waits for the first. */
  private static boolean lacksFirst(List<StreamEvent> sent) {
    List<Integer> ended =
        sent.stream()
            .filter(CandidateEnd.class::isInstance)
            .map(event -> ((CandidateEnd) event).candidate())
            .toList();
    return !ended.isEmpty() && !ended.contains(0);
  }

  /** Some protocols tell of a call that cannot be read by an error. */
  private static boolean isUnreadableCall(List<StreamEvent> sent) {
    return sent.getLast() instanceof MessageEnd(StopReason stop, var _)
        && stop.kind() == StopReason.Kind.MALFORMED_TOOL_CALL;
  }

  private static ChatResponse folded(List<StreamEvent> events) {
    ResponseFold fold = new ResponseFold();
    events.forEach(fold);
    return fold.toResponse();
  }

  private static void assertPasses(ClientProtocol client, byte[] stream) {
    for (SseFrame frame : frames(stream)) {
      client.passThrough().frame(frame, "shown", true);
      client.passThrough().frame(frame, null, false);
    }
  }

  private static List<SseFrame> frames(byte[] stream) {
    List<SseFrame> frames = new ArrayList<>();
    SseDecoder decoder = new SseDecoder();
    decoder.accept(stream, frames::add);
    decoder.finish(frames::add);
    return frames;
  }
}
