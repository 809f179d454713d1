package dev.dragoman.contract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model takes, in the vocabulary of manifests; absent says nothing about it.
 *
 * @param flags what is simply taken or not
 * @param sampling which of temperature and top_p are taken
 * @param reasoning whether and how the model thinks
 * @param system where instructions may stand
 * @param stopSequences how many are taken
 * @param maxTokensField name of the output bound on the OpenAI Chat wire
 * @param cacheMarks how prompts are marked for caching
 * @param cacheTtls lifetimes that cached prompts may have
 */
public record CapabilitiesEntry(
    Map<Flag, Boolean> flags,
    @Nullable Sampling sampling,
    @Nullable Reasoning reasoning,
    @Nullable SystemPlacement system,
    @Nullable Integer stopSequences,
    @Nullable String maxTokensField,
    @Nullable CacheMarks cacheMarks,
    List<String> cacheTtls) {
  /** Names as in manifests. */
  public enum Flag {
    tools,
    parallelTools,
    forcedTool,
    strictTools,
    freeformTools,
    imageInput,
    imageUrl,
    pdfInput,
    audioInput,
    videoInput,
    mediaInToolResult,
    jsonObject,
    jsonSchema,
    jsonSchemaWithTools,
    toolsWithReasoningOnChat,
    topK,
    penalties,
    seed,
    logprobs,
    candidates,
    prefill,
    streamUsage,
    contentParts
  }

  /** Which of temperature and top_p are taken. */
  public enum Sampling {
    Full,
    OneOf,
    None
  }

  /** Where instructions may stand. */
  public enum SystemPlacement {
    Top,
    System,
    Developer,
    Anywhere
  }

  /** How prompts are marked for caching. */
  public enum CacheMarks {
    None,
    Explicit,
    Keyed
  }

  public CapabilitiesEntry {
    flags = Require.sorted(flags);
    cacheTtls = List.copyOf(cacheTtls);
  }

  /**
   * Whether and how a model thinks.
   *
   * @param control what the request says about it
   * @param levels names of levels, weakest first
   * @param state what has to be sent back with the next request
   */
  public record Reasoning(
      @Nullable Use use,
      @Nullable Control control,
      List<String> levels,
      @Nullable Integer minBudget,
      @Nullable Integer maxBudget,
      @Nullable State state) {
    /** Whether a model thinks. */
    public enum Use {
      None,
      Optional,
      Always
    }

    /** What a request says about thinking. */
    public enum Control {
      Switch,
      Budget,
      Effort,
      Adaptive,
      Level
    }

    /** What has to be sent back with the next request. */
    public enum State {
      None,
      Anthropic,
      Gemini,
      Encrypted,
      Text
    }

    public Reasoning {
      levels = List.copyOf(levels);
    }
  }
}
