package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Sampling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code inferenceConfig} says, within what the model takes: the length of the answer, how
 * tokens are drawn, where to stop. Presence counts, not truth: 0 is sent (litellm#822). Beside
 * thinking Claude takes none of the drawing. Source: {@code InferenceConfiguration} in the Bedrock
 * API reference; for Claude the rules of Anthropic's migration guide.
 *
 * @param topK belongs among the model's own fields, not here
 */
record ConverseInference(
    @Nullable Integer maxTokens,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Double topK,
    List<String> stopSequences) {
  static ConverseInference of(
      ChatRequest request,
      Capabilities capabilities,
      ReasoningPlan reasoning,
      ConverseLosses losses) {
    return new Judge(request, capabilities, reasoning, losses).judged();
  }

  private record Judge(
      ChatRequest request,
      Capabilities capabilities,
      ReasoningPlan reasoning,
      ConverseLosses losses) {
    ConverseInference judged() {
      Sampling asked = request.sampling();
      Double temperature = temperature(asked.temperature());
      foreign(asked);
      return new ConverseInference(
          maxTokens(),
          temperature,
          topP(asked.topP(), temperature != null),
          topK(asked.topK()),
          stopSequences());
    }

    private @Nullable Integer maxTokens() {
      Integer asked = request.maxOutputTokens();
      Integer most = capabilities.maxOutput();
      if (asked == null) {
        return reasoning.maxTokens();
      }
      if (most == null || asked <= most) {
        return asked;
      }
      losses.advisory(
          request.paths().of(RequestField.MAX_OUTPUT_TOKENS),
          "lowered to " + most + ", the most that the model gives");
      return most;
    }

    private @Nullable Double temperature(@Nullable Double asked) {
      if (asked == null || refuses("temperature")) {
        return null;
      }
      double taken = Math.clamp(asked, 0.0, 1.0);
      if (taken != asked) {
        losses.advisory("temperature", "lowered into the range 0 to 1 that Bedrock takes");
      }
      return taken;
    }

    private @Nullable Double topP(@Nullable Double asked, boolean besideTemperature) {
      if (asked == null || refuses("top_p")) {
        return null;
      }
      if (besideTemperature && capabilities.sampling() == SamplingSet.ONE_OF) {
        losses.advisory("top_p", "the model does not take it beside temperature");
        return null;
      }
      return asked;
    }

    private boolean refuses(String field) {
      if (reasoning.thinks()) {
        losses.ifGiven(field, field, "not taken beside thinking");
        return true;
      }
      boolean refuses = capabilities.sampling() == SamplingSet.NONE;
      if (refuses) {
        losses.ifGiven(field, field, "the model does not take it");
      }
      return refuses;
    }

    private @Nullable Double topK(@Nullable Double asked) {
      if (asked == null) {
        return null;
      }
      if (reasoning.thinks() || !capabilities.has(Flag.TOP_K)) {
        losses.ifGiven(
            asked,
            "top_k",
            reasoning.thinks() ? "not taken beside thinking" : "the model does not take it");
        return null;
      }
      return asked;
    }

    private void foreign(Sampling sampling) {
      String absent = "Bedrock has no such parameter";
      losses.ifGiven(sampling.frequencyPenalty(), "frequency_penalty", absent);
      losses.ifGiven(sampling.presencePenalty(), "presence_penalty", absent);
      losses.ifGiven(sampling.seed(), "seed", absent);
      losses.ifGiven(
          sampling.logitBias().isEmpty() ? null : sampling.logitBias(), "logit_bias", absent);
      losses.ifGiven(
          Boolean.TRUE.equals(sampling.logprobs()) ? sampling.logprobs() : null,
          "logprobs",
          absent);
      losses.ifGiven(sampling.topLogprobs(), "top_logprobs", absent);
    }

    /** Not blank (BerriAI/litellm#3286), not too many. */
    private List<String> stopSequences() {
      String path = request.paths().of(RequestField.STOP_SEQUENCES);
      List<String> taken = new ArrayList<>(request.stopSequences().size());
      for (String sequence : request.stopSequences()) {
        if (sequence.isBlank()) {
          losses.advisory(path, "Bedrock refuses stop sequences of white space");
        } else if (taken.size() == capabilities.stopSequences()) {
          losses.advisory(path, "the model takes " + taken.size() + " stop sequences");
          return taken;
        } else {
          taken.add(sequence);
        }
      }
      return taken;
    }
  }

  void write(JsonWriter out) {
    if (maxTokens == null && temperature == null && topP == null && stopSequences.isEmpty()) {
      return;
    }
    out.beginObject("inferenceConfig")
        .field("maxTokens", maxTokens)
        .field("temperature", temperature)
        .field("topP", topP);
    if (!stopSequences.isEmpty()) {
      out.beginArray("stopSequences");
      stopSequences.forEach(out::value);
      out.endArray();
    }
    out.endObject();
  }
}
