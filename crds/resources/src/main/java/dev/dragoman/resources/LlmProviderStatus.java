package dev.dragoman.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.provider.CredentialStatus;
import dev.dragoman.resources.provider.HealthStatus;
import dev.dragoman.resources.values.Absent;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is true of a provider. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LlmProviderStatus(
    @JsonPropertyDescription("Generation that this status describes; -1 before the first look.")
        @Min(-1)
        @Max(Formats.MAX_LONG)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("What is true of the object now.") @Size(max = 16)
        List<Condition> conditions,
    @JsonPropertyDescription("The credential in use.") @Nullable CredentialStatus credential,
    @JsonPropertyDescription("How the upstream does.") @Nullable HealthStatus health,
    @JsonPropertyDescription("LlmRoutes that use it.") @Min(0) @Max(Formats.MAX_INT)
        @Nullable Integer routes) {
  public LlmProviderStatus {
    conditions = Absent.asEmpty(conditions);
  }
}
