package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Bounds and aims of the number of pods. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.minReplicas <= self.maxReplicas",
    message = "minReplicas is greater than maxReplicas: lower minReplicas or raise maxReplicas")
public record Autoscaling(
    @JsonPropertyDescription("Fewest pods.") @Default("2") @Min(1) @Max(1000)
        @Nullable Integer minReplicas,
    @JsonPropertyDescription("Most pods.") @Required @Min(1) @Max(1000) Integer maxReplicas,
    @JsonPropertyDescription(
            "Mean CPU use to aim at, in percent of the request. Absent: 80 unless inFlightStreamsPerPod is set.")
        @Min(1)
        @Max(1000)
        @Nullable Integer cpuPercent,
    @JsonPropertyDescription(
            "Mean number of running streams per pod to aim at; needs a metrics source. Absent: not looked at.")
        @Min(1)
        @Max(100000)
        @Nullable Integer inFlightStreamsPerPod,
    @JsonPropertyDescription("How long the need must have been lower before pods are taken away.")
        @Default("10m")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String scaleDownWindow,
    @JsonPropertyDescription("Most pods taken away in two minutes.") @Default("1") @Min(1) @Max(100)
        @Nullable Integer maxScaleDownPodsPer2m) {}
