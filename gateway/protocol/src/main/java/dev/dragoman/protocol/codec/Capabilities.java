package dev.dragoman.protocol.codec;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a target model takes. Data, never a test on the model's name: rows of {@code families.yaml},
 * overridden by the provider's configuration. Unknown models get the protocol's safest set.
 *
 * @param flags what is simply taken or not
 * @param sampling which sampling fields are taken
 * @param reasoning whether the model thinks
 * @param systemPlacement where instructions may stand
 * @param stopSequences how many are taken; 0 none
 * @param maxTokensField name of the output bound on the OpenAI Chat wire
 * @param maxOutput most output tokens, null when not known
 * @param contextWindow tokens in all, null when not known
 * @param controls how it is told to think
 */
public record Capabilities(
    Set<Flag> flags,
    SamplingSet sampling,
    ReasoningUse reasoning,
    SystemPlacement systemPlacement,
    int stopSequences,
    String maxTokensField,
    @Nullable Integer maxOutput,
    @Nullable Integer contextWindow,
    ReasoningControls controls) {
  public Capabilities {
    flags = Set.copyOf(flags);
  }

  /** What a target takes that cannot be told how much to think. */
  public Capabilities(
      Set<Flag> flags,
      SamplingSet sampling,
      ReasoningUse reasoning,
      SystemPlacement systemPlacement,
      int stopSequences,
      String maxTokensField,
      @Nullable Integer maxOutput,
      @Nullable Integer contextWindow) {
    this(
        flags,
        sampling,
        reasoning,
        systemPlacement,
        stopSequences,
        maxTokensField,
        maxOutput,
        contextWindow,
        ReasoningControls.NONE);
  }

  /** Capabilities that are present or not. */
  public enum Flag {
    TOOLS,
    PARALLEL_TOOLS,
    FORCED_TOOL,
    /** Tools may be given while the model thinks, on OpenAI's Chat endpoint. */
    TOOLS_WITH_REASONING_ON_CHAT,
    STRICT_TOOLS,
    FREEFORM_TOOLS,
    IMAGE_INPUT,
    IMAGE_URL,
    PDF_INPUT,
    AUDIO_INPUT,
    VIDEO_INPUT,
    MEDIA_IN_TOOL_RESULT,
    JSON_OBJECT,
    JSON_SCHEMA,
    JSON_SCHEMA_WITH_TOOLS,
    TOP_K,
    PENALTIES,
    SEED,
    LOGPROBS,
    CANDIDATES,
    PREFILL,
    STREAM_USAGE,
    /** System text may be an array of parts. */
    CONTENT_PARTS,
    /** Prompts are cached up to explicit marks. */
    CACHE_MARKS,
    /** Cache marks may live for an hour. */
    LONG_CACHE_MARKS,
    /** Tools may carry cache marks. */
    TOOL_CACHE_MARKS,
    /** On Bedrock: results of tools have a status, and other content may stand beside them. */
    FULL_TOOL_RESULTS,
    /** On Bedrock: fields of Anthropic's own API are taken beside those of Converse. */
    CLAUDE_FIELDS,
    /** On Bedrock: fields of Amazon Nova's are taken beside those of Converse. */
    NOVA_FIELDS,
    /** On Bedrock: the effort is OpenAI's own field beside those of Converse. */
    EFFORT_FIELD,
    /**
     * On Gemini: schemas are taken as JSON Schema, not only as the subset of it that OpenAPI has.
     */
    JSON_SCHEMA_FIELDS,
    /** Vectors are made for texts. */
    EMBEDDINGS,
    /** On Bedrock: the length of such vectors may be chosen. */
    EMBEDDING_DIMENSIONS,
    /** On Bedrock: vectors are asked for as models of Cohere want it, not as Titan's. */
    COHERE_EMBEDDINGS,
    /** A member may be null where a message has no content. */
    NULL_FIELDS,
    /** Fields of OpenAI's own service: tiers, cache keys, identities, verbosity. */
    SERVICE_FIELDS
  }

  /** Which of temperature and top_p are taken. */
  public enum SamplingSet {
    FULL,
    ONE_OF,
    NONE
  }

  /** Whether a model thinks. */
  public enum ReasoningUse {
    NONE,
    OPTIONAL,
    ALWAYS
  }

  /** Where instructions may stand, and under which role. */
  public enum SystemPlacement {
    /** A field of its own above the messages, nothing later. */
    TOP,
    /** Messages of role system, at the start only. */
    SYSTEM,
    /** Messages of role developer, anywhere. */
    DEVELOPER,
    /** Messages of role system, anywhere. */
    ANYWHERE
  }

  public boolean has(Flag flag) {
    return flags.contains(flag);
  }
}
