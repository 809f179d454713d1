package dev.dragoman.protocol.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the client asked. Immutable; made by an inbound codec, rewritten by {@code normalise}, read
 * by an outbound codec.
 *
 * @param model the public name that the client used
 * @param system leading instructions, one block each, in order
 * @param maxOutputTokens null when the client gave no limit
 * @param stream whether the answer comes as a stream
 * @param includeUsageInStream whether the client asked for usage in the stream
 * @param candidateCount how many answers, null for one
 * @param paths where the parts stood in the client's body
 */
public record ChatRequest(
    String model,
    List<Message> messages,
    List<ContentBlock> system,
    List<ToolDefinition> tools,
    @Nullable ToolChoice toolChoice,
    @Nullable Boolean parallelToolCalls,
    Sampling sampling,
    @Nullable Integer maxOutputTokens,
    List<String> stopSequences,
    @Nullable ReasoningConfig reasoning,
    @Nullable OutputFormat outputFormat,
    @Nullable String verbosity,
    @Nullable CachePolicy cachePolicy,
    boolean stream,
    boolean includeUsageInStream,
    Identity identity,
    @Nullable String serviceTier,
    @Nullable Integer candidateCount,
    Extensions ext,
    SourcePaths paths) {
  public ChatRequest {
    messages = List.copyOf(messages);
    system = List.copyOf(system);
    tools = List.copyOf(tools);
    stopSequences = List.copyOf(stopSequences);
  }

  /** A plain conversation, as tests and probes need it. */
  public static ChatRequest of(String model, List<Message> messages) {
    return new ChatRequest(
        model,
        messages,
        List.of(),
        List.of(),
        null,
        null,
        Sampling.NONE,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        false,
        false,
        Identity.NONE,
        null,
        null,
        Extensions.NONE,
        SourcePaths.NEUTRAL);
  }

  /** The same request with other turns, whose places in the client's body are not known. */
  public ChatRequest withConversation(List<ContentBlock> newSystem, List<Message> newMessages) {
    SourcePaths moved = paths.rearranged(EnumSet.of(RequestField.SYSTEM, RequestField.MESSAGES));
    return with(newMessages, newSystem, tools, toolChoice, maxOutputTokens, moved);
  }

  /**
   * The same request whose turns have other state in them and all blocks where they were.
   *
   * @param prefixed how many blocks were put before those of a message, by its index
   */
  public ChatRequest withState(List<Message> newMessages, Map<Integer, Integer> prefixed) {
    SourcePaths same = prefixed.isEmpty() ? paths : paths.prefixed(prefixed);
    return with(newMessages, system, tools, toolChoice, maxOutputTokens, same);
  }

  /** The same request with messages whose blocks stand where they stood. */
  public ChatRequest withMessagesInPlace(List<Message> newMessages) {
    return with(newMessages, system, tools, toolChoice, maxOutputTokens, paths);
  }

  /** The same request with a prompt whose system blocks and tools stand where they stood. */
  public ChatRequest withPromptInPlace(
      List<ContentBlock> newSystem, List<ToolDefinition> newTools) {
    return with(messages, newSystem, newTools, toolChoice, maxOutputTokens, paths);
  }

  /** The same request with other tools. */
  public ChatRequest withTools(List<ToolDefinition> newTools, @Nullable ToolChoice newChoice) {
    SourcePaths moved = paths.rearranged(EnumSet.of(RequestField.TOOLS));
    return with(messages, system, newTools, newChoice, maxOutputTokens, moved);
  }

  /**
   * The same request with some of its tools.
   *
   * @param kept their indexes, in order
   */
  public ChatRequest keepingTools(List<Integer> kept, @Nullable ToolChoice newChoice) {
    return with(
        messages,
        system,
        kept.stream().map(tools::get).toList(),
        newChoice,
        maxOutputTokens,
        paths.keepingTools(kept));
  }

  /** The same request with another choice among its tools. */
  public ChatRequest withToolChoice(@Nullable ToolChoice newChoice) {
    return with(messages, system, tools, newChoice, maxOutputTokens, paths);
  }

  /** The same request for one answer. */
  public ChatRequest withOneCandidate() {
    return withEnvelope(null, ext);
  }

  /** The same request with other fields that the model does not name. */
  public ChatRequest withExt(Extensions newExt) {
    return withEnvelope(candidateCount, newExt);
  }

  private ChatRequest withEnvelope(@Nullable Integer newCandidateCount, Extensions newExt) {
    return new ChatRequest(
        model,
        messages,
        system,
        tools,
        toolChoice,
        parallelToolCalls,
        sampling,
        maxOutputTokens,
        stopSequences,
        reasoning,
        outputFormat,
        verbosity,
        cachePolicy,
        stream,
        includeUsageInStream,
        identity,
        serviceTier,
        newCandidateCount,
        newExt,
        paths);
  }

  /** The same request for an answer of at most so many tokens. */
  public ChatRequest withMaxOutputTokens(int newMaxOutputTokens) {
    return with(messages, system, tools, toolChoice, newMaxOutputTokens, paths);
  }

  /** The same request with another wish to think. */
  public ChatRequest withReasoning(@Nullable ReasoningConfig newReasoning) {
    return new ChatRequest(
        model,
        messages,
        system,
        tools,
        toolChoice,
        parallelToolCalls,
        sampling,
        maxOutputTokens,
        stopSequences,
        newReasoning,
        outputFormat,
        verbosity,
        cachePolicy,
        stream,
        includeUsageInStream,
        identity,
        serviceTier,
        candidateCount,
        ext,
        paths);
  }

  /** The same request with all that is ever changed; the rest stays what the client asked. */
  private ChatRequest with(
      List<Message> newMessages,
      List<ContentBlock> newSystem,
      List<ToolDefinition> newTools,
      @Nullable ToolChoice newToolChoice,
      @Nullable Integer newMaxOutputTokens,
      SourcePaths newPaths) {
    return new ChatRequest(
        model,
        newMessages,
        newSystem,
        newTools,
        newToolChoice,
        parallelToolCalls,
        sampling,
        newMaxOutputTokens,
        stopSequences,
        reasoning,
        outputFormat,
        verbosity,
        cachePolicy,
        stream,
        includeUsageInStream,
        identity,
        serviceTier,
        candidateCount,
        ext,
        newPaths);
  }
}
