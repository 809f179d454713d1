package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Demands on a node, one of which must hold. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NodeTerms(
    @JsonPropertyDescription("Demands, one of which must hold.") @Required @Size(min = 1, max = 8)
        List<NodeTerm> nodeSelectorTerms) {
  public NodeTerms {
    nodeSelectorTerms = Absent.asEmpty(nodeSelectorTerms);
  }
}
