package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A demand on one label. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "self.operator in ['In', 'NotIn'] ? (has(self.values) && size(self.values) > 0) : (!has(self.values) || size(self.values) == 0)",
    message =
        "operators In and NotIn need values, Exists and DoesNotExist take none: add or remove values")
public record LabelExpression(
    @JsonPropertyDescription("Key of the label.") @Required @Size(min = 1, max = 317) String key,
    @JsonPropertyDescription(
            "How the label is compared: In and NotIn take values, Exists and DoesNotExist take none.")
        @Required
        @Nullable SelectorOperator operator,
    @JsonPropertyDescription("Values to compare with. Absent: none.") @Size(max = 32)
        List<@Size(max = 63) String> values) {
  public LabelExpression {
    values = Absent.asEmpty(values);
  }
}
