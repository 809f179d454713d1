package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** Labels that must all match; an empty selector matches everything. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Selector(
    @JsonPropertyDescription("Labels that must have these values. Absent: no demand.")
        @Size(max = 16)
        Map<String, @Size(max = 63) String> matchLabels,
    @JsonPropertyDescription("Further demands, all of which must hold. Absent: no demand.")
        @Size(max = 16)
        List<LabelExpression> matchExpressions) {
  public Selector {
    matchLabels = Absent.asEmpty(matchLabels);
    matchExpressions = Absent.asEmpty(matchExpressions);
  }
}
