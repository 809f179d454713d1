package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long an answer may be, how its tokens are drawn and where it stops, within what a model of
 * Anthropic's API or of Bedrock takes. Presence counts, not truth: 0 is sent (litellm#822,
 * promptfoo#7323). Source: API reference and migration guide on platform.claude.com; {@code
 * InferenceConfiguration} in the Bedrock API reference.
 *
 * @param provider as users know it
 * @param takesNone whether none of the fields that say how to draw is taken
 * @param besideThinking whether the model thinks and takes less of them therefore
 * @param lost told of what was left out or changed
 */
public record SamplingLimits(
    Capabilities capabilities,
    String provider,
    boolean takesNone,
    boolean besideThinking,
    Consumer<Dropped> lost) {
  private static final double LEAST_TOP_P_BESIDE_THINKING = 0.95;
  private static final String BESIDE_THINKING = "the model does not take it while it thinks";

  /** What is left of the wishes; null for nothing. */
  public record Taken(@Nullable Double temperature, @Nullable Double topP, @Nullable Double topK) {}

  /** How tokens are drawn. */
  public Taken taken(Sampling asked) {
    Double temperature = temperature(asked.temperature());
    Double topP = topP(asked.topP(), temperature != null);
    Double topK = topK(asked.topK());
    reportForeign(asked);
    return new Taken(temperature, topP, topK);
  }

  private @Nullable Double temperature(@Nullable Double asked) {
    if (asked == null || refusesAll("temperature")) {
      return null;
    }
    if (besideThinking && asked != 1.0) {
      lost("temperature", BESIDE_THINKING);
      return null;
    }
    double taken = Math.clamp(asked, 0.0, 1.0);
    if (taken != asked) {
      lost("temperature", "lowered into the range 0 to 1 that " + provider + " takes");
    }
    return taken;
  }

  private @Nullable Double topP(@Nullable Double asked, boolean besideTemperature) {
    if (asked == null || refusesAll("top_p")) {
      return null;
    }
    if (besideTemperature && capabilities.sampling() == SamplingSet.ONE_OF) {
      lost("top_p", "the model does not take it beside temperature");
      return null;
    }
    if (besideThinking && asked < LEAST_TOP_P_BESIDE_THINKING) {
      lost("top_p", BESIDE_THINKING);
      return null;
    }
    return asked;
  }

  private @Nullable Double topK(@Nullable Double asked) {
    if (asked == null) {
      return null;
    }
    if (takesNone || !capabilities.has(Flag.TOP_K)) {
      lost("top_k", "the model does not take it");
      return null;
    }
    if (besideThinking) {
      lost("top_k", BESIDE_THINKING);
      return null;
    }
    return asked;
  }

  private boolean refusesAll(String field) {
    boolean refuses = takesNone || capabilities.sampling() == SamplingSet.NONE;
    if (refuses) {
      lost(field, "the model does not take it");
    }
    return refuses;
  }

  private void reportForeign(Sampling sampling) {
    absent("frequency_penalty", sampling.frequencyPenalty());
    absent("presence_penalty", sampling.presencePenalty());
    absent("seed", sampling.seed());
    absent("logit_bias", sampling.logitBias().isEmpty() ? null : sampling.logitBias());
    absent("logprobs", Boolean.TRUE.equals(sampling.logprobs()) ? sampling.logprobs() : null);
    absent("top_logprobs", sampling.topLogprobs());
  }

  private void absent(String field, @Nullable Object value) {
    if (value != null) {
      lost(field, provider + " has no such parameter");
    }
  }

  /** The client's bound of the answer's tokens, never more than the model's; null without one. */
  public @Nullable Integer maxTokens(ChatRequest request) {
    Integer asked = request.maxOutputTokens();
    Integer most = capabilities.maxOutput();
    if (asked == null || most == null || asked <= most) {
      return asked;
    }
    lost(
        request.paths().of(RequestField.MAX_OUTPUT_TOKENS),
        "lowered to " + most + ", the most that the model gives");
    return most;
  }

  /** The stop sequences that are taken: not blank (litellm#3286, #7484), not too many. */
  public List<String> stopSequences(ChatRequest request) {
    String path = request.paths().of(RequestField.STOP_SEQUENCES);
    List<String> asked = request.stopSequences();
    List<String> taken = new ArrayList<>(asked.size());
    for (String sequence : asked) {
      if (sequence.isBlank()) {
        lost(path, provider + " refuses stop sequences of white space");
      } else if (taken.size() == capabilities.stopSequences()) {
        lost(path, "the model takes " + capabilities.stopSequences() + " stop sequences");
        return taken;
      } else {
        taken.add(sequence);
      }
    }
    return taken;
  }

  private void lost(String field, String reason) {
    lost.accept(Dropped.advisory(field, reason));
  }
}
