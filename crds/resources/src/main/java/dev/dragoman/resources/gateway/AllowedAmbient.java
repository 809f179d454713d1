package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Selector;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Which providers may use the gateway's own cloud identity. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.from == 'Selector' ? has(self.selector) : !has(self.selector)",
    message =
        "selector belongs to from Selector and is needed there: set from to Selector, or remove selector")
public record AllowedAmbient(
    @JsonPropertyDescription(
            "None: no provider. Same: providers in the namespace of the gateway. Selector: those in namespaces whose labels match.")
        @Default("Same")
        @Nullable AmbientFrom from,
    @JsonPropertyDescription("Labels of namespaces; needed with from Selector and only there.")
        @Nullable Selector selector) {}
