package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Names a value in a Secret of the same namespace. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SecretRef(
    @JsonPropertyDescription("Name of a Secret in the namespace of this object.")
        @Required
        @Size(min = 1, max = Formats.OBJECT_NAME_LENGTH)
        @Pattern(Formats.OBJECT_NAME)
        String name,
    @JsonPropertyDescription(
            "Key of the Secret's data; absent: the usual one of the place (api-key, ca.crt, key.json).")
        @Size(min = 1, max = 253)
        @Pattern("^[-._a-zA-Z0-9]+$")
        @Nullable String key) {}
