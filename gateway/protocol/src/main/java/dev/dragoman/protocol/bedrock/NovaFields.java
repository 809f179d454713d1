package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.codec.ReasoningPlan.Form;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import dev.dragoman.protocol.model.RequestField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Fields of Amazon Nova: {@code inferenceConfig.topK}, and {@code reasoningConfig} of Nova 2, which
 * does not think unless told to. Beside the effort high no bound of the answer may be given; since
 * a bound is a promise to the client and an effort a hint, medium is sent then. Source: "Extended
 * thinking" in the Amazon Nova 2 user guide.
 *
 * @param effort null for no thinking
 */
record NovaFields(@Nullable Effort effort) implements ModelFields {
  static NovaFields of(ChatRequest request, ReasoningPlan plan, ConverseLosses losses) {
    Effort asked = plan.form() == Form.EFFORT ? plan.effort() : null;
    if (asked != Effort.HIGH || request.maxOutputTokens() == null) {
      return new NovaFields(asked);
    }
    losses.add(
        Dropped.advisory(
            request.paths().of(RequestField.REASONING),
            "the model takes no bound of its answer beside effort high; medium was sent"));
    return new NovaFields(Effort.MEDIUM);
  }

  @Override
  public boolean areEmpty(@Nullable Double topK) {
    return topK == null && effort == null;
  }

  @Override
  public void members(JsonWriter fields, @Nullable Double topK, ToolNames names) {
    if (topK != null) {
      fields.beginObject("inferenceConfig").field("topK", topK).endObject();
    }
    if (effort != null) {
      fields
          .beginObject("reasoningConfig")
          .field("type", "enabled")
          .field("maxReasoningEffort", effort.name().toLowerCase(Locale.ROOT))
          .endObject();
    }
  }

  @Override
  public boolean holdToolChoice() {
    return false;
  }

  @Override
  public boolean forbidSampling() {
    return effort == Effort.HIGH;
  }

  @Override
  public boolean narrowSampling() {
    return false;
  }
}
