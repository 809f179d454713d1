package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** A weighted wish for a node. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NodePreference(
    @JsonPropertyDescription("Weight of the wish.") @Required @Min(1) @Max(100) Integer weight,
    @JsonPropertyDescription("What is wished of the node.") @Required NodeTerm preference) {}
