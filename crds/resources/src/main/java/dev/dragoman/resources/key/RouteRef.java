package dev.dragoman.resources.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Names a route, or all. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.name != '*' || !has(self.__namespace__)",
    message = "\"*\" means every route that consents: remove namespace, or write a name")
public record RouteRef(
    @JsonPropertyDescription("Name of an LlmRoute; \"*\": every route that consents.")
        @Required
        @Size(min = 1, max = 253)
        @Pattern("^(\\*|[a-z0-9]([-a-z0-9.]*[a-z0-9])?)$")
        String name,
    @JsonPropertyDescription(
            "Namespace of the route; absent: the namespace of the key. Another namespace must consent.")
        @Size(min = 1, max = Formats.LABEL_LENGTH)
        @Pattern(Formats.LABEL)
        @Nullable String namespace) {}
