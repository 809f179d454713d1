package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Selector;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Other pods, and how near means near. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodTerm(
    @JsonPropertyDescription(
            "Labels of the other pods, in the namespace of the gateway. Absent: the gateway's own pods.")
        @Nullable Selector labelSelector,
    @JsonPropertyDescription("Label of nodes; nodes with the same value are near.")
        @Required
        @Size(min = 1, max = 317)
        String topologyKey) {}
