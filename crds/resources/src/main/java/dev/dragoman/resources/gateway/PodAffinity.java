package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Near to which pods, or far from which. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodAffinity(
    @JsonPropertyDescription("What must hold. Absent: nothing.") @Size(max = 8)
        List<PodTerm> requiredDuringSchedulingIgnoredDuringExecution,
    @JsonPropertyDescription("What had better hold. Absent: nothing.") @Size(max = 8)
        List<PodPreference> preferredDuringSchedulingIgnoredDuringExecution) {
  public PodAffinity {
    requiredDuringSchedulingIgnoredDuringExecution =
        Absent.asEmpty(requiredDuringSchedulingIgnoredDuringExecution);
    preferredDuringSchedulingIgnoredDuringExecution =
        Absent.asEmpty(preferredDuringSchedulingIgnoredDuringExecution);
  }
}
