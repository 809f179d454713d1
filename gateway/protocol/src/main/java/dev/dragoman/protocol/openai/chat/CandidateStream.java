package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Surrogates;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CitationDelta;
import dev.dragoman.protocol.model.StreamEvent.LogprobsDelta;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.openai.LooseJson;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One candidate of a stream. Of text, reasoning and refusal one block at most is open; a piece of
 * another kind closes it, and so does a call. Calls stay open until the end, since their fragments
 * may interleave, see {@link CallStreams}.
 *
 * <pre>
 *   NONE ──piece──► REASONING | TEXT | REFUSAL ──piece of another kind, call──► (closed, next)
 *     └───────────────── finish_reason: all closed, nothing more is taken ─────────────────┘
 * </pre>
 */
final class CandidateStream {
  /** What the running block holds. */
  private enum Kind {
    NONE,
    REASONING,
    TEXT,
    REFUSAL
  }

  private final int index;
  private final StreamTotals totals;
  private final CallStreams calls;
  private final ReasoningDetails details = new ReasoningDetails();
  private Kind running = Kind.NONE;
  private int block = -1;
  private Surrogates surrogates = new Surrogates();
  private boolean spoken;
  private boolean refused;
  private @Nullable StopReason stop;
  private @Nullable String problem;

  CandidateStream(int index, StreamTotals totals, String responseId) {
    this.index = index;
    this.totals = totals;
    this.calls = new CallStreams(index, totals, new CallIds(responseId, index));
  }

  /** Why the candidate ended, null while it has not. */
  @Nullable StopReason stop() {
    return stop;
  }

  /** What is wrong with the stream, null when nothing is. */
  @Nullable String problem() {
    return problem == null ? calls.problem() : problem;
  }

  void accept(LooseJson choice, Consumer<? super StreamEvent> events) {
    if (stop != null) {
      return;
    }
    LooseJson delta = choice.get("delta");
    if (!delta.isObject() && !spoken) {
      // A server that streams a whole answer; after deltas it would only repeat them.
      delta = choice.get("message");
    }
    content(delta, events);
    logprobs(choice.get("logprobs"), events);
    if (calls.isCalledIn(delta)) {
      spoken = true;
      close(events);
      calls.accept(delta, events);
    }
    String word = choice.get("finish_reason").text();
    if (word.equals("error")) {
      problem = "the upstream ended its answer with an error";
    } else if (!word.isEmpty()) {
      finish(word, events);
    }
  }

  private void content(LooseJson delta, Consumer<? super StreamEvent> events) {
    if (details.add(delta)) {
      become(Kind.REASONING, events);
    }
    piece(Kind.REASONING, AnswerReader.reasoning(delta), events);
    piece(Kind.TEXT, AnswerReader.text(delta.get("content")), events);
    piece(Kind.REFUSAL, delta.get("refusal").text(), events);
    if (running == Kind.TEXT) {
      for (Citation citation : AnswerReader.citations(delta.get("annotations"))) {
        events.accept(new CitationDelta(block, citation));
      }
    }
  }

  private void piece(Kind kind, String text, Consumer<? super StreamEvent> events) {
    if (text.isEmpty()) {
      return;
    }
    become(kind, events);
    say(surrogates.whole(text), events);
  }

  private void become(Kind kind, Consumer<? super StreamEvent> events) {
    spoken = true;
    if (running != kind) {
      close(events);
      calls.open(events);
      open(kind, events);
    }
  }

  private void open(Kind kind, Consumer<? super StreamEvent> events) {
    running = kind;
    block = totals.take();
    surrogates = new Surrogates();
    refused |= kind == Kind.REFUSAL;
    events.accept(new BlockStart(block, index, empty(kind)));
  }

  private static ContentBlock empty(Kind kind) {
    return switch (kind) {
      case REASONING -> AnswerReader.reasoningBlock("");
      case REFUSAL -> Refusal.of("");
      case TEXT, NONE -> Text.of("");
    };
  }

  private void say(String text, Consumer<? super StreamEvent> events) {
    if (text.isEmpty()) {
      return;
    }
    switch (running) {
      case REASONING -> events.accept(new ReasoningDelta(block, text, 0));
      case TEXT -> events.accept(new TextDelta(block, text));
      case REFUSAL -> events.accept(new RefusalDelta(block, text));
      case NONE -> {}
    }
  }

  private void logprobs(LooseJson logprobs, Consumer<? super StreamEvent> events) {
    if (logprobs.isObject() && running == Kind.TEXT) {
      JsonText source = logprobs.source();
      events.accept(new LogprobsDelta(block, source));
    }
  }

  private void close(Consumer<? super StreamEvent> events) {
    if (running != Kind.NONE) {
      say(surrogates.rest(), events);
      Signature state = running == Kind.REASONING ? details.taken() : null;
      if (state != null) {
        events.accept(new SignatureDelta(block, state));
      }
      events.accept(new BlockStop(block));
      running = Kind.NONE;
    }
  }

  private void finish(String word, Consumer<? super StreamEvent> events) {
    close(events);
    calls.finish(events);
    stop = FinishReasons.decode(word, calls.any(), refused);
  }
}
