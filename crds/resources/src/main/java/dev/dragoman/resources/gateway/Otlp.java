package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where traces go. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Otlp(
    @JsonPropertyDescription("Address of an OpenTelemetry collector.")
        @Required
        @Size(min = 1, max = Formats.URL_LENGTH)
        @ValidationRule(
            value = "self.matches('^https?://[A-Za-z0-9\\\\[]')",
            message = "endpoint is not a URL: write https://host or http://host")
        String endpoint,
    @JsonPropertyDescription(
            "Share of requests that are traced, a decimal string from \"0\" to \"1\". Absent: 1.")
        @Size(min = 1, max = 8)
        @Pattern("^(0(\\.[0-9]{1,6})?|1(\\.0{1,6})?)$")
        @Nullable String sampleRatio) {}
