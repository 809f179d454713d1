package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ResponseEvents;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.model.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a target does not do itself and the gateway does with its answer. Applied after the names of
 * tools were restored and before the stream is validated.
 *
 * @param freeformTools raw-text tools that went as functions, by the client's names; their calls
 *     come back as raw text
 * @param outputTool hidden tool that stands for the form of the answer, null for none; its call
 *     comes back as text
 * @param stopSequences sequences that the target does not watch for; the text is cut before the
 *     first that occurs
 * @param spelledValues by the client's name of a tool, which values of its arguments went as
 *     strings; they come back as what they are
 */
public record Emulation(
    Set<String> freeformTools,
    @Nullable String outputTool,
    List<String> stopSequences,
    Map<String, SpelledValues> spelledValues) {
  public static final Emulation NONE = new Emulation(Set.of(), null, List.of());

  public Emulation {
    freeformTools = Set.copyOf(freeformTools);
    stopSequences = List.copyOf(stopSequences);
    spelledValues = Map.copyOf(spelledValues);
  }

  /** Of a target that takes the values of arguments as they are. */
  public Emulation(
      Set<String> freeformTools, @Nullable String outputTool, List<String> stopSequences) {
    this(freeformTools, outputTool, stopSequences, Map.of());
  }

  private boolean isNone() {
    return !rewritesCalls() && outputTool == null && stopSequences.isEmpty();
  }

  private boolean rewritesCalls() {
    return !freeformTools.isEmpty() || !spelledValues.isEmpty();
  }

  private RewrittenCalls.@Nullable Rule rule(String tool) {
    return freeformTools.contains(tool) ? FreeformRule.INSTANCE : spelledValues.get(tool);
  }

  /** A stage in front of {@code next}, for one stream. */
  public Consumer<StreamEvent> before(Consumer<StreamEvent> next) {
    Consumer<StreamEvent> stage = next;
    if (!stopSequences.isEmpty()) {
      stage = new StopSequences(stopSequences, stage);
    }
    if (rewritesCalls()) {
      stage = new RewrittenCalls(this::rule, stage);
    }
    return outputTool == null ? stage : new OutputCall(outputTool, stage);
  }

  /** A whole answer, put right as its stream would be. */
  public ChatResponse applied(ChatResponse answer) {
    if (isNone()) {
      return answer;
    }
    ResponseFold fold = new ResponseFold();
    ResponseEvents.emit(answer, before(fold));
    return beside(answer, fold.toResponse());
  }

  /** What no event carries is taken from the answer itself. */
  private static ChatResponse beside(ChatResponse answer, ChatResponse changed) {
    List<Candidate> candidates = new ArrayList<>(answer.candidates().size());
    for (int i = 0; i < answer.candidates().size(); i++) {
      Candidate given = answer.candidates().get(i);
      Candidate folded = changed.candidates().get(i);
      candidates.add(
          new Candidate(
              given.index(), folded.content(), folded.stop(), given.logprobs(), given.ext()));
    }
    return new ChatResponse(
        answer.id(),
        answer.model(),
        answer.created(),
        candidates,
        answer.usage(),
        answer.serviceTier(),
        answer.fingerprint(),
        answer.safety(),
        answer.ext());
  }
}
