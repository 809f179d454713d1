package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
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
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.CitationDelta;
import dev.dragoman.protocol.model.StreamEvent.LogprobsDelta;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a whole answer into the stream that would have led to it, for upstreams that ignore the
 * wish for a stream. {@link ResponseFold} gives the answer back, but for what no event carries:
 * service tier, fingerprint, safety ratings and extensions of the answer itself.
 */
public final class ResponseEvents {
  private final Consumer<? super StreamEvent> events;
  private int nextBlock;

  private ResponseEvents(Consumer<? super StreamEvent> events) {
    this.events = events;
  }

  /** Delivers the events of {@code response}, which has its candidates in order of their index. */
  public static void emit(ChatResponse response, Consumer<? super StreamEvent> events) {
    events.accept(
        new MessageStart(
            response.id(), response.model(), response.created(), inputOf(response.usage())));
    ResponseEvents stream = new ResponseEvents(events);
    List<Candidate> candidates = response.candidates();
    for (Candidate candidate : candidates) {
      stream.emit(candidate);
      if (candidates.size() > 1) {
        events.accept(new CandidateEnd(candidate.index(), candidate.stop()));
      }
    }
    StopReason stop =
        candidates.isEmpty()
            ? StopReason.of(StopReason.Kind.OTHER, null)
            : candidates.getFirst().stop();
    events.accept(new MessageEnd(stop, response.usage()));
  }

  private void emit(Candidate candidate) {
    JsonText logprobs = candidate.logprobs();
    for (ContentBlock block : candidate.content()) {
      int number = nextBlock++;
      events.accept(new BlockStart(number, candidate.index(), emptied(block)));
      deltas(number, block);
      if (logprobs != null && (block instanceof Text || block instanceof Refusal)) {
        events.accept(new LogprobsDelta(number, logprobs));
        logprobs = null;
      }
      events.accept(new BlockStop(number));
    }
  }

  /** The block without what its deltas bring. */
  private static ContentBlock emptied(ContentBlock block) {
    return switch (block) {
      case Text text -> new Text("", List.of(), null, text.cache(), text.ext());
      case Refusal refusal -> new Refusal("", refusal.cache(), refusal.ext());
      case Reasoning reasoning ->
          new Reasoning(
              "",
              List.of(),
              reasoning.kind(),
              reasoning.kind() == Reasoning.Kind.REDACTED ? reasoning.signature() : null,
              reasoning.itemId(),
              reasoning.cache(),
              reasoning.ext());
      case ToolCall call ->
          new ToolCall(
              call.id(),
              call.itemId(),
              call.name(),
              call.namespace(),
              JsonText.EMPTY_OBJECT,
              call.freeform(),
              null,
              call.cache(),
              call.ext());
      case ServerToolCall call ->
          new ServerToolCall(
              call.id(), call.kind(), call.name(), JsonText.EMPTY_OBJECT, call.cache(), call.ext());
      case Image _,
          Document _,
          Audio _,
          Video _,
          ToolResult _,
          ServerToolResult _,
          SearchResult _,
          Executable _,
          Compaction _,
          Opaque _ ->
          block;
    };
  }

  private void deltas(int number, ContentBlock block) {
    switch (block) {
      case Text text -> {
        text(number, text.text());
        text.citations().forEach(citation -> events.accept(new CitationDelta(number, citation)));
        signature(number, text.signature());
      }
      case Refusal refusal -> {
        if (!refusal.text().isEmpty()) {
          events.accept(new RefusalDelta(number, refusal.text()));
        }
      }
      case Reasoning reasoning -> reasoning(number, reasoning);
      case ToolCall call -> {
        arguments(number, call.arguments());
        signature(number, call.signature());
      }
      case ServerToolCall call -> arguments(number, call.input());
      case Image _,
          Document _,
          Audio _,
          Video _,
          ToolResult _,
          ServerToolResult _,
          SearchResult _,
          Executable _,
          Compaction _,
          Opaque _ -> {}
    }
  }

  private void text(int number, String text) {
    if (!text.isEmpty()) {
      events.accept(new TextDelta(number, text));
    }
  }

  private void reasoning(int number, Reasoning reasoning) {
    List<String> parts = reasoning.summaryParts();
    if (!parts.isEmpty()) {
      for (int i = 0; i < parts.size(); i++) {
        events.accept(new ReasoningDelta(number, parts.get(i), i));
      }
    } else if (!reasoning.text().isEmpty()) {
      events.accept(new ReasoningDelta(number, reasoning.text(), -1));
    }
    if (reasoning.kind() != Reasoning.Kind.REDACTED) {
      signature(number, reasoning.signature());
    }
  }

  private void arguments(int number, JsonText arguments) {
    if (!arguments.equals(JsonText.EMPTY_OBJECT)) {
      events.accept(new ToolArgumentsDelta(number, arguments.text()));
    }
  }

  private void signature(int number, @Nullable Signature signature) {
    if (signature != null) {
      events.accept(new SignatureDelta(number, signature));
    }
  }

  /** What a real stream knows at its start. */
  private static Usage inputOf(Usage usage) {
    return new Usage(
        usage.inputUncached(),
        usage.cacheRead(),
        usage.cacheWrite(),
        usage.cacheWrite5m(),
        usage.cacheWrite1h(),
        usage.toolPrompt(),
        null,
        null,
        null,
        null,
        Map.of(),
        null);
  }
}
