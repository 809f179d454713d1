package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Who is told when a budget is spent up to one of its thresholds. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Alerts(
    @JsonPropertyDescription("Gets one POST for each window and threshold.") @Required
        Webhook webhook) {}
