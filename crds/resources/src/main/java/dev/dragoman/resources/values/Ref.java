package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Names an object of a kind that the field implies. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Ref(
    @JsonPropertyDescription("Name of the object.")
        @Required
        @Size(min = 1, max = Formats.OBJECT_NAME_LENGTH)
        @Pattern(Formats.OBJECT_NAME)
        String name,
    @JsonPropertyDescription(
            "Namespace of the object; absent: the namespace of this object. Another namespace must consent.")
        @Size(min = 1, max = Formats.LABEL_LENGTH)
        @Pattern(Formats.LABEL)
        @Nullable String namespace) {}
