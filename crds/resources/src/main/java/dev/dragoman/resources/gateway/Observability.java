package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Metrics, traces, logs. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Observability(
    @JsonPropertyDescription(
            "Whether a ServiceMonitor is made; Auto: when the cluster knows that kind.")
        @Default("Auto")
        @Nullable MonitorMode serviceMonitor,
    @JsonPropertyDescription("How often Prometheus reads the metrics.")
        @Default("30s")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String scrapeInterval,
    @JsonPropertyDescription("Where traces go. Absent: nowhere.") @Nullable Otlp otlp,
    @JsonPropertyDescription("Summary: one line a request without content. None: no line.")
        @Default("Summary")
        @Nullable AccessLog accessLog) {}
