package dev.dragoman.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.route.BackendStatus;
import dev.dragoman.resources.route.ParentStatus;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.Ref;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is true of a route. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LlmRouteStatus(
    @JsonPropertyDescription("Generation that this status describes; -1 before the first look.")
        @Min(-1)
        @Max(Formats.MAX_LONG)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("What is true of the object now.") @Size(max = 16)
        List<Condition> conditions,
    @JsonPropertyDescription("What each gateway makes of the route.") @Size(max = 8)
        List<ParentStatus> parents,
    @JsonPropertyDescription("Pods that serve the route as it is, of all ready pods, such as 3/3.")
        @Size(max = Formats.WORD_LENGTH)
        @Nullable String programmed,
    @JsonPropertyDescription("What is true of each backend.") @Size(max = 32)
        List<BackendStatus> backends,
    @JsonPropertyDescription("Usable backends of all, such as 2/2.")
        @Size(max = Formats.WORD_LENGTH)
        @Nullable String resolvedBackends,
    @JsonPropertyDescription("Older routes that hold one of the models.") @Size(max = 5)
        List<Ref> conflictsWith) {
  public LlmRouteStatus {
    conditions = Absent.asEmpty(conditions);
    parents = Absent.asEmpty(parents);
    backends = Absent.asEmpty(backends);
    conflictsWith = Absent.asEmpty(conflictsWith);
  }
}
