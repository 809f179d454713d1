package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.Ref;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a route goes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Backend(
    @JsonPropertyDescription("Name of the backend, unique in the route.")
        @Required
        @Size(min = 1, max = Formats.LABEL_LENGTH)
        @Pattern(Formats.LABEL)
        String name,
    @JsonPropertyDescription("The LlmProvider.") @Required Ref providerRef,
    @JsonPropertyDescription(
            "The upstream's name of the model. Absent: the name that the client asked for.")
        @Size(min = 1, max = Formats.MODEL_LENGTH)
        @Pattern(Formats.MODEL)
        @Nullable String model,
    @JsonPropertyDescription("Share of the requests among backends of the same priority; 0: none.")
        @Default("1")
        @Min(0)
        @Max(1000000)
        @Nullable Integer weight,
    @JsonPropertyDescription(
            "Lower first; the next priority is tried when this one has no backend left.")
        @Default("0")
        @Min(0)
        @Max(15)
        @Nullable Integer priority,
    @JsonPropertyDescription(
            "Changes to headers of requests to this backend, after those of the route. Absent: none.")
        @Nullable HeaderChange headers,
    @JsonPropertyDescription(
            "Timeouts of this backend, over those of the route. Absent: those of the route.")
        @Nullable Timeouts timeouts,
    @JsonPropertyDescription(
            "Fields to set at the top level of the upstream's JSON request, by name. Absent: none.")
        @Size(max = 16)
        Map<String, JsonNode> set) {
  public Backend {
    set = Absent.asEmpty(set);
  }
}
