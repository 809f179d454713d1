package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.Ref;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one gateway makes of the route. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ParentStatus(
    @JsonPropertyDescription("The gateway.") @Required Ref ref,
    @JsonPropertyDescription("What is true of the object now.") @Size(max = 16)
        List<Condition> conditions,
    @JsonPropertyDescription(
            "First generation of the gateway's configuration that holds the route as it is.")
        @Min(0)
        @Max(Formats.MAX_LONG)
        @Nullable Long sinceGeneration,
    @JsonPropertyDescription("Ready pods that serve the route as it is.")
        @Min(0)
        @Max(Formats.MAX_INT)
        @Nullable Integer programmed,
    @JsonPropertyDescription("Ready pods.") @Min(0) @Max(Formats.MAX_INT) @Nullable Integer total) {
  public ParentStatus {
    conditions = Absent.asEmpty(conditions);
  }
}
