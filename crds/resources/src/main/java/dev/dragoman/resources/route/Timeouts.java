package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait. Absent values are inherited: backend, route, gateway. The patterns of the
 * fields say the form for machines, the last rule says it for people.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!(has(self.connect) && has(self.firstToken)) || duration(self.connect) <= duration(self.firstToken)",
    message = "connect is longer than firstToken: lower connect or raise firstToken")
@ValidationRule(
    value =
        "!(has(self.firstToken) && has(self.total)) || duration(self.firstToken) <= duration(self.total)",
    message = "firstToken is longer than total: lower firstToken or raise total")
@ValidationRule(
    value = "!(has(self.idle) && has(self.total)) || duration(self.idle) <= duration(self.total)",
    message = "idle is longer than total: lower idle or raise total")
@ValidationRule(
    value =
        "(!has(self.connect) || self.connect.matches('"
            + Formats.DURATION
            + "')) && (!has(self.firstToken) || self.firstToken.matches('"
            + Formats.DURATION
            + "')) && (!has(self.idle) || self.idle.matches('"
            + Formats.DURATION
            + "')) && (!has(self.total) || self.total.matches('"
            + Formats.DURATION
            + "'))",
    message = "a timeout is a number and its unit: write it like 250ms, 5s or 1h30m")
public record Timeouts(
    @JsonPropertyDescription("For the connection. Absent everywhere: 5s.")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String connect,
    @JsonPropertyDescription("For the first token of the answer. Absent everywhere: 120s.")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String firstToken,
    @JsonPropertyDescription("Between two parts of the answer. Absent everywhere: 300s.")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String idle,
    @JsonPropertyDescription("For the whole answer. Absent everywhere: 10m.")
        @Size(max = Formats.DURATION_LENGTH)
        @Pattern(Formats.DURATION)
        @Nullable String total) {}
