package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Names a whole Secret of the same namespace. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SecretName(
    @JsonPropertyDescription("Name of a Secret in the namespace of this object.")
        @Required
        @Size(min = 1, max = Formats.OBJECT_NAME_LENGTH)
        @Pattern(Formats.OBJECT_NAME)
        String name) {}
