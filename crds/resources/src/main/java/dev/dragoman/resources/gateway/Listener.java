package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Api;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What clients reach. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Listener(
    @JsonPropertyDescription("Port that pods listen on.") @Default("8000") @Min(1024) @Max(65535)
        @Nullable Integer port,
    @JsonPropertyDescription(
            "TLS towards clients. Absent: plain HTTP, for use behind something that ends TLS.")
        @Nullable ListenerTls tls,
    @JsonPropertyDescription("The Service in front of the pods. Absent: ClusterIP on port 80.")
        @Nullable ServiceSettings service,
    @JsonPropertyDescription("Protocols that clients may speak. Absent or empty: all.")
        @Size(max = 8)
        List<@Nullable Api> apis) {
  public Listener {
    apis = Absent.asEmpty(apis);
  }
}
