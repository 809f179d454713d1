package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model takes. An absent field is taken from the built-in table. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelCapabilities(
    @JsonPropertyDescription("Takes tools. Absent: as the built-in table says.")
        @Nullable Boolean tools,
    @JsonPropertyDescription("Calls several tools at a time. Absent: as the built-in table says.")
        @Nullable Boolean parallelTools,
    @JsonPropertyDescription("Can be made to call a tool. Absent: as the built-in table says.")
        @Nullable Boolean forcedTool,
    @JsonPropertyDescription(
            "Keeps strictly to a tool's schema. Absent: as the built-in table says.")
        @Nullable Boolean strictTools,
    @JsonPropertyDescription("Takes tools whose input is text. Absent: as the built-in table says.")
        @Nullable Boolean freeformTools,
    @JsonPropertyDescription("Takes images. Absent: as the built-in table says.")
        @Nullable Boolean imageInput,
    @JsonPropertyDescription("Takes images by URL. Absent: as the built-in table says.")
        @Nullable Boolean imageUrl,
    @JsonPropertyDescription("Takes PDF documents. Absent: as the built-in table says.")
        @Nullable Boolean pdfInput,
    @JsonPropertyDescription("Takes audio. Absent: as the built-in table says.")
        @Nullable Boolean audioInput,
    @JsonPropertyDescription("Takes video. Absent: as the built-in table says.")
        @Nullable Boolean videoInput,
    @JsonPropertyDescription(
            "Takes images and documents in tool results. Absent: as the built-in table says.")
        @Nullable Boolean mediaInToolResult,
    @JsonPropertyDescription("Can be made to answer in JSON. Absent: as the built-in table says.")
        @Nullable Boolean jsonObject,
    @JsonPropertyDescription(
            "Can be made to answer by a JSON Schema. Absent: as the built-in table says.")
        @Nullable Boolean jsonSchema,
    @JsonPropertyDescription(
            "Takes a JSON Schema together with tools. Absent: as the built-in table says.")
        @Nullable Boolean jsonSchemaWithTools,
    @JsonPropertyDescription("Whether it thinks. Absent: as the built-in table says.")
        @Nullable ReasoningUse reasoning,
    @JsonPropertyDescription("How it is told to think. Absent: as the built-in table says.")
        @Nullable ReasoningControl reasoningControl,
    @JsonPropertyDescription("Levels of effort that it knows. Absent: as the built-in table says.")
        @Size(max = 8)
        List<@Size(min = 1, max = 32) @Pattern("^[A-Za-z0-9_-]+$") String> reasoningLevels,
    @JsonPropertyDescription(
            "Bounds of the tokens for thinking. Absent: as the built-in table says.")
        @Nullable ReasoningBudget reasoningBudget,
    @JsonPropertyDescription(
            "How its thoughts are handed back to it. Absent: as the built-in table says.")
        @Nullable ReasoningState reasoningState,
    @JsonPropertyDescription(
            "Takes tools and thinks on the Chat Completions API. Absent: as the built-in table says.")
        @Nullable Boolean toolsWithReasoningOnChat,
    @JsonPropertyDescription(
            "Which of temperature and top_p it takes. Absent: as the built-in table says.")
        @Nullable SamplingSet sampling,
    @JsonPropertyDescription("Takes top_k. Absent: as the built-in table says.")
        @Nullable Boolean topK,
    @JsonPropertyDescription(
            "Takes presence and frequency penalties. Absent: as the built-in table says.")
        @Nullable Boolean penalties,
    @JsonPropertyDescription("Takes a seed. Absent: as the built-in table says.")
        @Nullable Boolean seed,
    @JsonPropertyDescription("Gives log probabilities. Absent: as the built-in table says.")
        @Nullable Boolean logprobs,
    @JsonPropertyDescription("Gives several answers at a time. Absent: as the built-in table says.")
        @Nullable Boolean candidates,
    @JsonPropertyDescription(
            "Number of stop sequences that it takes. Absent: as the built-in table says.")
        @Min(0)
        @Max(10000)
        @Nullable Integer stopSequences,
    @JsonPropertyDescription(
            "Name of the output bound on the Chat Completions API: max_tokens or max_completion_tokens. Absent: as the built-in table says.")
        @Size(min = 1, max = 24)
        @Pattern("^max(_completion)?_tokens$")
        @Nullable String maxTokensField,
    @JsonPropertyDescription(
            "Continues an answer that the request begins. Absent: as the built-in table says.")
        @Nullable Boolean prefill,
    @JsonPropertyDescription("Where instructions may stand. Absent: as the built-in table says.")
        @Nullable SystemPlacement systemPlacement,
    @JsonPropertyDescription("How its prompt cache is steered. Absent: as the built-in table says.")
        @Nullable CacheMarks cacheMarks,
    @JsonPropertyDescription(
            "Lifetimes of the prompt cache that may be asked for. Absent: as the built-in table says.")
        @Size(max = 4)
        List<@Size(max = Formats.DURATION_LENGTH) @Pattern(Formats.DURATION) String> cacheTtls,
    @JsonPropertyDescription(
            "Reports usage in streams when asked. Absent: as the built-in table says.")
        @Nullable Boolean streamUsage,
    @JsonPropertyDescription(
            "Takes system text as a list of parts. Absent: as the built-in table says.")
        @Nullable Boolean contentParts) {
  public ModelCapabilities {
    reasoningLevels = Absent.asEmpty(reasoningLevels);
    cacheTtls = Absent.asEmpty(cacheTtls);
  }
}
