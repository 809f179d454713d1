package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A header and its value. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HeaderValue(
    @JsonPropertyDescription("Name of the header in lower case.")
        @Required
        @Size(min = 1, max = Formats.HEADER_NAME_LENGTH)
        @Pattern(Formats.HEADER_NAME)
        String name,
    @JsonPropertyDescription("Value of the header: printable ASCII.")
        @Required
        @Size(max = Formats.HEADER_VALUE_LENGTH)
        @Pattern(Formats.HEADER_VALUE)
        String value) {}
