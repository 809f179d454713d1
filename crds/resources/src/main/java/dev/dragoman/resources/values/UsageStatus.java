package dev.dragoman.resources.values;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was spent in the current window. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UsageStatus(
    @JsonPropertyDescription("When these numbers were read.") @Nullable Instant asOf,
    @JsonPropertyDescription("Start of the window.") @Nullable Instant windowStart,
    @JsonPropertyDescription("End of the window.") @Nullable Instant windowEnd,
    @JsonPropertyDescription("Requests in the window.") @Min(0) @Max(Formats.MAX_LONG)
        @Nullable Long requests,
    @JsonPropertyDescription("Input tokens in the window.") @Min(0) @Max(Formats.MAX_LONG)
        @Nullable Long inputTokens,
    @JsonPropertyDescription("Output tokens in the window.") @Min(0) @Max(Formats.MAX_LONG)
        @Nullable Long outputTokens,
    @JsonPropertyDescription("Input tokens that came from the upstreams' caches.")
        @Min(0)
        @Max(Formats.MAX_LONG)
        @Nullable Long cachedTokens,
    @JsonPropertyDescription("Money spent in the window.")
        @Size(max = Formats.DECIMAL_LENGTH)
        @Pattern(Formats.DECIMAL)
        @Nullable String cost,
    @JsonPropertyDescription("Currency of the cost.")
        @Size(max = Formats.CURRENCY_LENGTH)
        @Pattern(Formats.CURRENCY)
        @Nullable String currency,
    @JsonPropertyDescription("Share of the tightest budget that is spent, in percent.")
        @Min(0)
        @Max(1000000)
        @Nullable Integer budgetPercent,
    @JsonPropertyDescription("Name of the tightest budget.")
        @Size(max = Formats.LABEL_LENGTH)
        @Pattern(Formats.LABEL)
        @Nullable String budget,
    @JsonPropertyDescription("What is left of it: tokens, or money in its currency.")
        @Size(max = 26)
        @Pattern("^[0-9]{1,19}(\\.[0-9]{1,6})?$")
        @Nullable String remaining,
    @JsonPropertyDescription("Whether requests are being refused for a budget.")
        @Nullable Boolean limited,
    @JsonPropertyDescription("Requests in the window that were refused for a limit or a budget.")
        @Min(0)
        @Max(Formats.MAX_LONG)
        @Nullable Long limitedRequests) {}
