package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The identity of the pods. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceAccountSettings(
    @JsonPropertyDescription(
            "Name of a ServiceAccount that exists. Absent: the operator makes one.")
        @Size(min = 1, max = Formats.OBJECT_NAME_LENGTH)
        @Pattern(Formats.OBJECT_NAME)
        @Nullable String name,
    @JsonPropertyDescription(
            "Annotations of the ServiceAccount that the operator makes, such as a cloud role. Absent: none.")
        @Size(max = 16)
        Map<String, @Size(max = 1024) String> annotations) {
  public ServiceAccountSettings {
    annotations = Absent.asEmpty(annotations);
  }
}
