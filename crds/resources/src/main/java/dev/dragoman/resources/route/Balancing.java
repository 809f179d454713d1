package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How a backend is chosen among those of the same priority. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.policy == 'ConsistentHash' ? has(self.hashOn) : !has(self.hashOn)",
    message =
        "hashOn belongs to policy ConsistentHash and is needed there: set policy to ConsistentHash, or remove hashOn")
@ValidationRule(
    value = "(has(self.hashOn) && self.hashOn == 'Header') == has(self.header)",
    message =
        "header belongs to hashOn Header and is needed there: set hashOn to Header, or remove header")
public record Balancing(
    @JsonPropertyDescription(
            "ConsistentHash sends what belongs together to the same backend, which keeps its prompt cache warm.")
        @Default("Weighted")
        @Nullable BalancingPolicy policy,
    @JsonPropertyDescription("What is hashed; needed with policy ConsistentHash and only there.")
        @Nullable HashOn hashOn,
    @JsonPropertyDescription(
            "Header to hash, in lower case; needed with hashOn Header and only there.")
        @Size(min = 1, max = Formats.HEADER_NAME_LENGTH)
        @Pattern(Formats.HEADER_NAME)
        @Nullable String header) {}
