package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.HeaderValue;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Changes to headers. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HeaderChange(
    @JsonPropertyDescription("Headers to set, whatever they were. Absent: none.")
        @Size(max = 16)
        @ValidationRule(
            value =
                "self.all(h, !(h.name in ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'host', 'content-length', 'transfer-encoding', 'connection', 'te', 'trailer', 'upgrade', 'proxy-authorization']))",
            message =
                "headers of credentials, connections and framing cannot be changed: remove that name; credentials belong into LlmProvider.auth")
        List<HeaderValue> set,
    @JsonPropertyDescription("Headers to add to those that exist. Absent: none.")
        @Size(max = 16)
        @ValidationRule(
            value =
                "self.all(h, !(h.name in ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'host', 'content-length', 'transfer-encoding', 'connection', 'te', 'trailer', 'upgrade', 'proxy-authorization']))",
            message =
                "headers of credentials, connections and framing cannot be changed: remove that name; credentials belong into LlmProvider.auth")
        List<HeaderValue> add,
    @JsonPropertyDescription("Names of headers to remove, in lower case. Absent: none.")
        @Size(max = 16)
        @ValidationRule(
            value =
                "self.all(h, !(h in ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'host', 'content-length', 'transfer-encoding', 'connection', 'te', 'trailer', 'upgrade', 'proxy-authorization']))",
            message =
                "headers of credentials, connections and framing cannot be changed: remove that name; credentials belong into LlmProvider.auth")
        List<@Size(min = 1, max = Formats.HEADER_NAME_LENGTH) @Pattern(Formats.HEADER_NAME) String>
            remove) {
  public HeaderChange {
    set = Absent.asEmpty(set);
    add = Absent.asEmpty(add);
    remove = Absent.asEmpty(remove);
  }
}
