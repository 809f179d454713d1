package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What is known of one model of the provider. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProviderModel(
    @JsonPropertyDescription("The upstream's name of the model, unique in the list.")
        @Required
        @Size(min = 1, max = Formats.MODEL_LENGTH)
        @Pattern(Formats.MODEL)
        String name,
    @JsonPropertyDescription(
            "Tokens of input and output together. Absent: the built-in catalogue's, else unknown.")
        @Min(1)
        @Max(2147483647)
        @Nullable Integer contextWindow,
    @JsonPropertyDescription(
            "Most output tokens of one answer. Absent: the built-in catalogue's, else unknown.")
        @Min(1)
        @Max(2147483647)
        @Nullable Integer maxOutput,
    @JsonPropertyDescription("What the model takes. Absent: as the built-in table says.")
        @Nullable ModelCapabilities capabilities,
    @JsonPropertyDescription(
            "What the model costs; budgets in money need it. Absent: the built-in catalogue's, else unknown.")
        @Nullable Price price) {}
