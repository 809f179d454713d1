package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.Selector;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Who may reach the gateway. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "has(self.cidr) ? !(has(self.namespaceSelector) || has(self.podSelector)) : (has(self.namespaceSelector) || has(self.podSelector))",
    message =
        "a peer is either a cidr or selectors: set cidr alone, or namespaceSelector, podSelector or both")
public record NetworkPeer(
    @JsonPropertyDescription("Labels of namespaces. Absent: the namespace of the gateway.")
        @Nullable Selector namespaceSelector,
    @JsonPropertyDescription("Labels of pods in these namespaces. Absent: all pods.")
        @Nullable Selector podSelector,
    @JsonPropertyDescription(
            "A range of addresses, instead of selectors. Absent: selectors decide.")
        @Size(max = Formats.CIDR_LENGTH)
        @Pattern(Formats.CIDR)
        @Nullable String cidr) {}
