package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** CPU and memory of a pod. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodResources(
    @JsonPropertyDescription(
            "What is reserved, by resource name. Absent: the default of the operator's release.")
        @Size(max = 16)
        Map<String, Quantity> requests,
    @JsonPropertyDescription(
            "What may not be exceeded, by resource name. Absent: the default of the operator's release.")
        @Size(max = 16)
        Map<String, Quantity> limits) {
  public PodResources {
    requests = Absent.asEmpty(requests);
    limits = Absent.asEmpty(limits);
  }
}
