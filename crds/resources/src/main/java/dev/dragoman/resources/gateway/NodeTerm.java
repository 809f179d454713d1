package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Demands on a node, all of which must hold. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NodeTerm(
    @JsonPropertyDescription("Demands on the labels of a node.") @Required @Size(min = 1, max = 16)
        List<NodeExpression> matchExpressions) {
  public NodeTerm {
    matchExpressions = Absent.asEmpty(matchExpressions);
  }
}
