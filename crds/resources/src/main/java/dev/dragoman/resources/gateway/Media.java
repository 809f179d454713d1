package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How images and documents are fetched for models that take no addresses. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "duration(self.timeout) > duration('0s') && duration(self.timeout) <= duration('1m')",
    message = "timeout is not above 0 and at most 1m: write a time such as 10s")
public record Media(
    @JsonPropertyDescription(
            "Whether media that a client names by address are fetched for models that take no"
                + " addresses. Which addresses may be reached is said by upstreamCidrs, at every"
                + " redirect too.")
        @Default("Disabled")
        @Nullable MediaFetch fetch,
    @JsonPropertyDescription("Most bytes that are fetched for one request.")
        @Default("20Mi")
        @Size(max = Formats.BYTES_LENGTH)
        @Pattern(Formats.BYTES)
        @Nullable String maxBytes,
    @JsonPropertyDescription("Most addresses that are fetched for one request.")
        @Default("20")
        @Min(1)
        @Max(100)
        @Nullable Integer maxAddresses,
    @JsonPropertyDescription("How long fetching may delay a request; at most 1m.")
        @Default("10s")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String timeout) {}
