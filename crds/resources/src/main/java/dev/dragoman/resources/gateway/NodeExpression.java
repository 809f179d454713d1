package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A demand on one label of a node. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NodeExpression(
    @JsonPropertyDescription("Key of the label.") @Required @Size(min = 1, max = 317) String key,
    @JsonPropertyDescription("How the label is compared.") @Required
        @Nullable NodeOperator operator,
    @JsonPropertyDescription("Values to compare with. Absent: none.") @Size(max = 32)
        List<@Size(max = 63) String> values) {
  public NodeExpression {
    values = Absent.asEmpty(values);
  }
}
