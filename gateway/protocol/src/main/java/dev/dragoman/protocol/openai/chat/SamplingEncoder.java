package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Sampling;
import org.jspecify.annotations.Nullable;

/** Writes how tokens are drawn; what the target does not take is left out and listed. */
final class SamplingEncoder {
  private final JsonWriter json;
  private final Capabilities capabilities;
  private final Losses losses;

  SamplingEncoder(JsonWriter json, Capabilities capabilities, Losses losses) {
    this.json = json;
    this.capabilities = capabilities;
    this.losses = losses;
  }

  void write(Sampling sampling) {
    boolean both = sampling.temperature() != null && sampling.topP() != null;
    switch (capabilities.sampling()) {
      case FULL -> {
        json.field("temperature", sampling.temperature());
        json.field("top_p", sampling.topP());
      }
      case ONE_OF -> {
        json.field("temperature", sampling.temperature());
        if (both) {
          lost("top_p", sampling.topP());
        } else {
          json.field("top_p", sampling.topP());
        }
      }
      case NONE -> {
        lost("temperature", sampling.temperature());
        lost("top_p", sampling.topP());
      }
    }
    decimal("top_k", sampling.topK(), Flag.TOP_K);
    decimal("frequency_penalty", sampling.frequencyPenalty(), Flag.PENALTIES);
    decimal("presence_penalty", sampling.presencePenalty(), Flag.PENALTIES);
    seed(sampling.seed());
    logitBias(sampling);
    logprobs(sampling);
  }

  private void decimal(String name, @Nullable Double value, Flag flag) {
    if (capabilities.has(flag)) {
      json.field(name, value);
    } else {
      lost(name, value);
    }
  }

  private void seed(@Nullable Long seed) {
    if (capabilities.has(Flag.SEED)) {
      json.field("seed", seed);
    } else {
      lost("seed", seed);
    }
  }

  /** A penalty on single tokens, taken where penalties are. */
  private void logitBias(Sampling sampling) {
    if (sampling.logitBias().isEmpty()) {
      return;
    }
    if (!capabilities.has(Flag.PENALTIES)) {
      lost("logit_bias", sampling.logitBias());
      return;
    }
    json.beginObject("logit_bias");
    sampling.logitBias().forEach(json::field);
    json.endObject();
  }

  private void logprobs(Sampling sampling) {
    if (capabilities.has(Flag.LOGPROBS)) {
      json.field("logprobs", sampling.logprobs()).field("top_logprobs", sampling.topLogprobs());
    } else {
      lost("logprobs", sampling.logprobs());
      lost("top_logprobs", sampling.topLogprobs());
    }
  }

  private void lost(String name, @Nullable Object value) {
    if (value != null) {
      losses.advisory(name, name + " is not taken by the model of this route");
    }
  }
}
