package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When another backend is tried; never after the first content was sent. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Failover(
    @JsonPropertyDescription("Failures after which another backend is tried.")
        @Default("[\"ConnectError\", \"Timeout\", \"Http429\", \"Http5xx\"]")
        @Size(max = 8)
        List<@Nullable FailoverTrigger> triggers,
    @JsonPropertyDescription("Most calls in all, the first one included.")
        @Default("3")
        @Min(1)
        @Max(10)
        @Nullable Integer maxAttempts) {
  public Failover {
    triggers = Absent.asEmpty(triggers);
  }
}
