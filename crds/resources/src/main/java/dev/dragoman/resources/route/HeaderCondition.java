package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A demand on a header of the request. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "(self.type == 'Present') != has(self.value)",
    message = "value is needed with type Exact and Prefix and only there: add or remove value")
public record HeaderCondition(
    @JsonPropertyDescription("Name of the header in lower case.")
        @Required
        @Size(min = 1, max = Formats.HEADER_NAME_LENGTH)
        @Pattern(Formats.HEADER_NAME)
        String name,
    @JsonPropertyDescription(
            "Value to compare with; needed with type Exact and Prefix and only there.")
        @Size(max = Formats.HEADER_VALUE_LENGTH)
        @Pattern(Formats.HEADER_VALUE)
        @Nullable String value,
    @JsonPropertyDescription(
            "Exact: the same value. Prefix: a value that starts so. Present: any value.")
        @Default("Exact")
        @Nullable HeaderMatch type) {}
