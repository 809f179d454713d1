package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Whether answers of the Responses API are stored, so that later requests may build on them. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "duration(self.keepFor) >= duration('1m') && duration(self.keepFor) <= duration('8760h')",
    message = "keepFor is not between 1m and 8760h: write a time such as 720h")
public record StoredResponses(
    @JsonPropertyDescription(
            "Whether answers are stored with their requests, in the store that the gateway names."
                + " Disabled: previous_response_id is refused, and nothing that is said is kept.")
        @Default("Disabled")
        @Nullable ResponseStorageMode mode,
    @JsonPropertyDescription(
            "How long an answer is kept; between 1m and 8760h. A conversation goes on as long as"
                + " all of its answers are kept.")
        @Default("720h")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String keepFor) {}
