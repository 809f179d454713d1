package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Sampling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are drawn, within what the version and the model take. Presence counts, not truth: 0
 * is sent (litellm#822, promptfoo#7323). Source: API reference and migration guide on
 * platform.claude.com.
 */
final class AnthropicSampling {
  /** The first version that refuses all of these fields, even with their default values. */
  private static final String REFUSING_VERSION = "2026-10-21";

  private static final double LEAST_TOP_P_BESIDE_THINKING = 0.95;
  private static final String BESIDE_THINKING = "the model does not take it while it thinks";

  private final Capabilities capabilities;
  private final boolean versionRefuses;
  private final boolean thinks;
  private final List<Dropped> dropped;

  AnthropicSampling(
      Capabilities capabilities, String version, boolean thinks, List<Dropped> dropped) {
    this.capabilities = capabilities;
    this.thinks = thinks;
    this.versionRefuses = version.compareTo(REFUSING_VERSION) >= 0;
    this.dropped = dropped;
  }

  void write(JsonWriter out, Sampling sampling) {
    Double temperature = temperature(sampling.temperature());
    out.field("temperature", temperature)
        .field("top_p", topP(sampling.topP(), temperature != null))
        .field("top_k", topK(sampling.topK()));
    reportForeign(sampling);
  }

  private @Nullable Double temperature(@Nullable Double asked) {
    if (asked == null || refusesAll("temperature")) {
      return null;
    }
    if (thinks && asked != 1.0) {
      drop("temperature", BESIDE_THINKING);
      return null;
    }
    double taken = Math.clamp(asked, 0.0, 1.0);
    if (taken != asked) {
      drop("temperature", "lowered into the range 0 to 1 that Anthropic takes");
    }
    return taken;
  }

  private @Nullable Double topP(@Nullable Double asked, boolean besideTemperature) {
    if (asked == null || refusesAll("top_p")) {
      return null;
    }
    if (besideTemperature && capabilities.sampling() == SamplingSet.ONE_OF) {
      drop("top_p", "the model does not take it beside temperature");
      return null;
    }
    if (thinks && asked < LEAST_TOP_P_BESIDE_THINKING) {
      drop("top_p", BESIDE_THINKING);
      return null;
    }
    return asked;
  }

  private @Nullable Double topK(@Nullable Double asked) {
    if (asked == null) {
      return null;
    }
    if (versionRefuses || !capabilities.has(Flag.TOP_K)) {
      drop("top_k", "the model does not take it");
      return null;
    }
    if (thinks) {
      drop("top_k", BESIDE_THINKING);
      return null;
    }
    return asked;
  }

  private boolean refusesAll(String field) {
    boolean refuses = versionRefuses || capabilities.sampling() == SamplingSet.NONE;
    if (refuses) {
      drop(field, "the model does not take it");
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
      drop(field, "Anthropic has no such parameter");
    }
  }

  private void drop(String field, String reason) {
    dropped.add(Dropped.advisory(field, reason));
  }

  /** The stop sequences that Anthropic takes: not blank (litellm#3286, #7484), not too many. */
  List<String> stopSequences(ChatRequest request) {
    String path = request.paths().of(RequestField.STOP_SEQUENCES);
    List<String> asked = request.stopSequences();
    List<String> taken = new ArrayList<>(asked.size());
    for (String sequence : asked) {
      if (sequence.isBlank()) {
        drop(path, "Anthropic refuses stop sequences of white space");
      } else if (taken.size() == capabilities.stopSequences()) {
        drop(path, "the model takes " + capabilities.stopSequences() + " stop sequences");
        return taken;
      } else {
        taken.add(sequence);
      }
    }
    return taken;
  }
}
