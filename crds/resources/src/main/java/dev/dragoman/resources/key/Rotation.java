package dev.dragoman.resources.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** When the key's text is made anew. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.interval) || (duration(self.interval) >= duration('1h') && duration(self.overlap) < duration(self.interval))",
    message = "interval is at least 1h and longer than overlap: raise interval or lower overlap")
public record Rotation(
    @JsonPropertyDescription("How often; at least 1h. Absent: only by trigger.")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String interval,
    @JsonPropertyDescription("How long the old text is honoured after a rotation.")
        @Default("24h")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String overlap,
    @JsonPropertyDescription("Any word; a change of it rotates now. Absent: no rotation by hand.")
        @Size(max = 64)
        @Nullable String trigger) {}
