package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Api;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request must have beside the model's name. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Match(
    @JsonPropertyDescription("Headers, all of which must match. Absent: no demand.") @Size(max = 8)
        List<HeaderCondition> headers,
    @JsonPropertyDescription(
            "Protocols of the client, one of which it must be. Absent or empty: any.")
        @Size(max = 8)
        List<@Nullable Api> apis) {
  public Match {
    headers = Absent.asEmpty(headers);
    apis = Absent.asEmpty(apis);
  }
}
