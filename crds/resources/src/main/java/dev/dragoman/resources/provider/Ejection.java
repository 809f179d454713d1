package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When an upstream that fails is left alone for a while. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "duration(self.base) <= duration(self.max)",
    message = "base is longer than max: lower base or raise max")
public record Ejection(
    @JsonPropertyDescription("Failures in a row that eject it.") @Default("5") @Min(1) @Max(1000)
        @Nullable Integer consecutiveFailures,
    @JsonPropertyDescription("How long it is left alone the first time; doubled each time after.")
        @Default("30s")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String base,
    @JsonPropertyDescription("How long at most.")
        @Default("5m")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String max,
    @JsonPropertyDescription(
            "Failures that count. Absent or empty: ConnectError, Http5xx, Timeout.")
        @Size(max = 8)
        List<@Nullable EjectionTrigger> triggers) {
  public Ejection {
    triggers = Absent.asEmpty(triggers);
  }
}
