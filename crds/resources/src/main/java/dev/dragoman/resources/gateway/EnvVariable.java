package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A variable of the gateway's process. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.value) != has(self.valueFrom)",
    message = "a variable has one value: set either value or valueFrom")
public record EnvVariable(
    @JsonPropertyDescription("Name of the variable.")
        @Required
        @Size(min = 1, max = 128)
        @Pattern("^[A-Za-z_][A-Za-z0-9_]*$")
        String name,
    @JsonPropertyDescription("Its value. Secrets belong into valueFrom. Absent: valueFrom says it.")
        @Size(max = 4096)
        @Nullable String value,
    @JsonPropertyDescription("Where its value comes from. Absent: value says it.")
        @Nullable EnvSource valueFrom) {}
