package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Service in front of the pods. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceSettings(
    @JsonPropertyDescription(
            "How the gateway is reached from outside the cluster; ClusterIP: not at all.")
        @Default("ClusterIP")
        @Nullable ServiceType type,
    @JsonPropertyDescription("Port of the Service.") @Default("80") @Min(1) @Max(65535)
        @Nullable Integer port,
    @JsonPropertyDescription("Annotations of the Service. Absent: none.") @Size(max = 32)
        Map<String, @Size(max = 1024) String> annotations) {
  public ServiceSettings {
    annotations = Absent.asEmpty(annotations);
  }
}
