package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Who is behind a caller; it changes nothing but reports. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Owner(
    @JsonPropertyDescription("Team, the only word of these that metrics show.")
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[A-Za-z0-9]([A-Za-z0-9._\\-]*[A-Za-z0-9])?$")
        String team,
    @JsonPropertyDescription("Whom to ask. Absent: unknown.") @Size(max = 253)
        @Nullable String contact,
    @JsonPropertyDescription("Who pays. Absent: unknown.") @Size(max = 63)
        @Nullable String costCenter,
    @JsonPropertyDescription("What it is for. Absent: unknown.") @Size(max = 253)
        @Nullable String purpose) {}
