package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A backend that gets a copy of requests; its answer is ignored and charged to nobody. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Mirror(
    @JsonPropertyDescription("Name of a backend of this route.")
        @Required
        @Size(min = 1, max = Formats.LABEL_LENGTH)
        @Pattern(Formats.LABEL)
        String backend,
    @JsonPropertyDescription("Share of the requests, in percent.") @Required @Min(1) @Max(100)
        Integer percent) {}
