package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What protects a pod. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GatewayLimits(
    @JsonPropertyDescription("Most bytes of one request's body.")
        @Default("32Mi")
        @Size(max = Formats.BYTES_LENGTH)
        @Pattern(Formats.BYTES)
        @Nullable String maxRequestBytes,
    @JsonPropertyDescription("Most requests that run in one pod; more are answered with 503.")
        @Default("2000")
        @Min(1)
        @Max(1000000)
        @Nullable Integer maxConcurrentStreamsPerPod) {}
