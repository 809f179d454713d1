package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Consent: from which namespaces objects may refer to this one. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.from == 'Selector' ? has(self.selector) : !has(self.selector)",
    message =
        "selector belongs to from Selector and is needed there: set from to Selector, or remove selector")
public record NamespacesFrom(
    @JsonPropertyDescription(
            "Same: the namespace of this object. All: every namespace. Selector: namespaces whose labels match the selector.")
        @Default("Same")
        @Nullable From from,
    @JsonPropertyDescription("Labels of namespaces; needed with from Selector and only there.")
        @Nullable Selector selector) {}
