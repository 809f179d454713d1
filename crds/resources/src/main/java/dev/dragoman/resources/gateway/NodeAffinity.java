package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** On which nodes pods run. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NodeAffinity(
    @JsonPropertyDescription("What a node must have. Absent: nothing.")
        @Nullable NodeTerms requiredDuringSchedulingIgnoredDuringExecution,
    @JsonPropertyDescription("What a node had better have. Absent: nothing.") @Size(max = 8)
        List<NodePreference> preferredDuringSchedulingIgnoredDuringExecution) {
  public NodeAffinity {
    preferredDuringSchedulingIgnoredDuringExecution =
        Absent.asEmpty(preferredDuringSchedulingIgnoredDuringExecution);
  }
}
