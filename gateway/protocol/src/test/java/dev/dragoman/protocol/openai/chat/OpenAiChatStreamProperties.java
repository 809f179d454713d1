package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.StreamGrammar;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.ResponseEvents;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.KeepAlive;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.StreamEvent.UsageUpdate;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.SseFrame;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Laws of the two state machines. */
final class OpenAiChatStreamProperties {
  /** Pieces of chunks as servers send them, well and badly. */
  private static final List<String> CHUNKS =
      List.of(
          "{\"id\":\"x\",\"model\":\"m\",\"created\":1,\"choices\":[]}",
          "{\"choices\":[{}]}",
          "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
          "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}",
          "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}}]}",
          "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\\ud83d\"}}]}",
          "{\"choices\":[{\"delta\":{\"reasoning\":\"r\",\"refusal\":\"n\"}}]}",
          "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"i\","
              + "\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]}}]}",
          "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,"
              + "\"function\":{\"arguments\":\"}\"}}]}}]}",
          "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"id\":\"j\","
              + "\"function\":{\"name\":\"g\",\"arguments\":{}}}]}}]}",
          "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":null}}]}}]}",
          "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":1,\"id\":\"k\","
              + "\"custom\":{\"name\":\"p\",\"input\":\"t\\\"\"}}]}}]}",
          "{\"choices\":[{\"index\":1,\"delta\":{\"function_call\":"
              + "{\"name\":\"h\",\"arguments\":\"1\"}}}]}",
          "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
          "{\"choices\":[{\"index\":0,\"finish_reason\":\"tool_calls\"}]}",
          "{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"length\"}]}",
          "{\"choices\":[{\"index\":0,\"finish_reason\":\"error\"}]}",
          "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}",
          "{\"error\":{\"message\":\"m\",\"code\":500}}",
          "[DONE]",
          "{\"choices\":",
          "null",
          "");

  private static List<StreamEvent> decoded(List<SseFrame> frames) {
    List<StreamEvent> events = new ArrayList<>();
    StreamDecoder decoder = Chat.PROTOCOL.outbound().streamDecoder();
    frames.forEach(frame -> decoder.accept(frame, events::add));
    decoder.finish(events::add);
    return events;
  }

  private static SseFrame frame(byte[] data) {
    return new SseFrame(null, data, SseFrame.bytes(null, data));
  }

  @Property
  void anyBytesAsFramesGiveOneWellFormedStream(@ForAll List<byte[]> frames) {
    StreamGrammar.assertWellFormed(
        decoded(frames.stream().map(OpenAiChatStreamProperties::frame).toList()));
  }

  @Property
  @Tag("pitfall-131")
  @Tag("pitfall-138")
  @Tag("pitfall-139")
  void anyOrderOfChunksGivesOneWellFormedStream(@ForAll("chunks") List<String> chunks) {
    List<SseFrame> frames =
        chunks.stream().map(chunk -> frame(chunk.getBytes(StandardCharsets.UTF_8))).toList();
    StreamGrammar.assertWellFormed(decoded(frames));
  }

  @Provide
  Arbitrary<List<String>> chunks() {
    return Arbitraries.of(CHUNKS).list().ofMaxSize(25);
  }

  @Property
  @Tag("pitfall-129")
  @Tag("pitfall-134")
  @Tag("pitfall-148")
  @Tag("pitfall-150")
  void theEncoderObeysTheGrammarOfItsProtocol(
      @ForAll("streams") List<StreamEvent> events, @ForAll boolean usageAsked) {
    ReplyContext context = usageAsked ? Chat.contextWithUsage() : Chat.context();
    ChatStreamGrammar.assertWellFormed(Chat.encodeStream(context, events), usageAsked);
  }

  /** A stream made of single steps, brought into order by the validator. */
  @Provide
  Arbitrary<List<StreamEvent>> streams() {
    Arbitrary<List<Integer>> steps = Arbitraries.integers().between(0, 999).list().ofMaxSize(30);
    return Combinators.combine(steps, Arbitraries.of(true, false))
        .as(OpenAiChatStreamProperties::stream);
  }

  private static List<StreamEvent> stream(List<Integer> steps, boolean fails) {
    List<StreamEvent> events = new ArrayList<>();
    StreamValidator validator = new StreamValidator(events::add);
    Stepper stepper = new Stepper();
    validator.accept(new MessageStart(null, "m", null, Usage.UNKNOWN));
    steps.forEach(step -> validator.accept(stepper.next(step)));
    validator.accept(
        fails
            ? new StreamError(GatewayError.of(ErrorKind.UPSTREAM_TRUNCATED, "cut"))
            : new MessageEnd(StopReason.of(Kind.END_TURN, null), Usage.of(1, 1)));
    return events;
  }

  /** Turns numbers into events that are possible where they come. */
  private static final class Stepper {
    private final List<BlockStart> open = new ArrayList<>();
    private int blocks;

    StreamEvent next(int step) {
      int kind = step % 10;
      if (kind < 3 || open.isEmpty()) {
        BlockStart start = new BlockStart(blocks++, step % 3 == 2 ? 1 : 0, empty(step / 10 % 4));
        open.add(start);
        return start;
      }
      if (kind == 3) {
        return new KeepAlive();
      }
      if (kind == 4) {
        return new UsageUpdate(Usage.of(1, step));
      }
      BlockStart block = open.get(step / 10 % open.size());
      if (kind == 5) {
        open.remove(block);
        return new BlockStop(block.block());
      }
      return delta(block, step % 4 == 0 ? "" : "\"" + step);
    }

    private static ContentBlock empty(int kind) {
      return switch (kind) {
        case 0 -> Text.of("");
        case 1 -> AnswerReader.reasoningBlock("");
        case 2 -> Refusal.of("");
        default -> ToolCall.of("id", "f", JsonText.EMPTY_OBJECT);
      };
    }

    private static StreamEvent delta(BlockStart block, String text) {
      if (block.empty() instanceof ToolCall) {
        return new ToolArgumentsDelta(block.block(), text);
      }
      if (block.empty() instanceof Refusal) {
        return new RefusalDelta(block.block(), text);
      }
      return block.empty() instanceof Text
          ? new TextDelta(block.block(), text)
          : new ReasoningDelta(block.block(), text, 0);
    }
  }

  @Property
  @Tag("pitfall-110")
  @Tag("pitfall-111")
  void aStreamedAnswerSaysWhatTheWholeOneSays(@ForAll("answers") ChatResponse answer) {
    // Given
    List<StreamEvent> events = new ArrayList<>();
    ResponseFold fold = new ResponseFold();
    ResponseEvents.emit(answer, events::add);

    // When
    ChatResponse whole =
        Chat.decodeResponse(
            Chat.text(Chat.PROTOCOL.inbound().encodeResponse(answer, Chat.contextWithUsage())));
    Chat.decodeStream(Chat.encodeStream(Chat.contextWithUsage(), events)).forEach(fold);

    // Then
    assertThat(fold.toResponse()).isEqualTo(whole);
  }

  @Provide
  Arbitrary<ChatResponse> answers() {
    Arbitrary<String> text = Arbitraries.strings().excludeChars('\ud800').ofMaxLength(20);
    Arbitrary<List<ContentBlock>> calls =
        text.map(t -> new JsonText("{\"x\":" + JsonText.ofString(t).text() + "}"))
            .map(arguments -> (ContentBlock) ToolCall.of("call_1", "f", arguments))
            .list()
            .ofMaxSize(3);
    return Combinators.combine(text, text, calls, Arbitraries.longs().between(0, 1L << 40))
        .as(OpenAiChatStreamProperties::answer);
  }

  private static ChatResponse answer(
      String thought, String text, List<ContentBlock> calls, long tokens) {
    List<ContentBlock> blocks = new ArrayList<>();
    if (!thought.isEmpty()) {
      blocks.add(AnswerReader.reasoningBlock(thought));
    }
    if (!text.isEmpty()) {
      blocks.add(Text.of(text));
    }
    blocks.addAll(calls);
    Kind kind = calls.isEmpty() ? Kind.END_TURN : Kind.TOOL_USE;
    Candidate candidate =
        new Candidate(0, blocks, StopReason.of(kind, null), null, Extensions.NONE);
    return new ChatResponse(
        "chatcmpl-1",
        "m",
        Instant.ofEpochSecond(1_700_000_000),
        List.of(candidate),
        Usage.of(tokens, 3),
        null,
        null,
        null,
        Extensions.NONE);
  }
}
