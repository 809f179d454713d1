package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where in Google Cloud. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Gcp(
    @JsonPropertyDescription("Id or number of the project.")
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9.:-]+$")
        String project,
    @JsonPropertyDescription("Location, such as europe-west4, the multi-region eu, or global.")
        @Required
        @Size(min = 1, max = 32)
        @Pattern("^[a-z0-9-]+$")
        String location) {}
