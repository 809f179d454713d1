package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A taint of nodes that pods accept. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Toleration(
    @JsonPropertyDescription("Key of the taint. Absent: all, with operator Exists.")
        @Size(max = 317)
        @Nullable String key,
    @JsonPropertyDescription("How the taint is compared. Absent: Equal.")
        @Nullable TolerationOperator operator,
    @JsonPropertyDescription("Value of the taint, with operator Equal. Absent: empty.")
        @Size(max = 63)
        @Nullable String value,
    @JsonPropertyDescription("Effect of the taint. Absent: all.") @Nullable TaintEffect effect,
    @JsonPropertyDescription("Seconds to stay on a node with effect NoExecute. Absent: for ever.")
        @Min(0)
        @Max(Formats.MAX_LONG)
        @Nullable Long tolerationSeconds) {}
