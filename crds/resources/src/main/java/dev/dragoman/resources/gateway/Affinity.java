package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Where pods run, a part of what Kubernetes knows. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Affinity(
    @JsonPropertyDescription("On which nodes. Absent: on any.") @Nullable NodeAffinity nodeAffinity,
    @JsonPropertyDescription("Near to which pods. Absent: no wish.")
        @Nullable PodAffinity podAffinity,
    @JsonPropertyDescription("Far from which pods. Absent: no wish.")
        @Nullable PodAffinity podAntiAffinity) {}
