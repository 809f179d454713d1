package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Where in Azure. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Azure(
    @JsonPropertyDescription("Version of the Azure OpenAI API, such as 2024-10-21.")
        @Required
        @Size(min = 1, max = 32)
        @Pattern("^[A-Za-z0-9-]+$")
        String apiVersion,
    @JsonPropertyDescription("Tenant, with workload identity. Absent: the pod's.")
        @Size(min = 1, max = 64)
        @Pattern("^[A-Za-z0-9.-]+$")
        @Nullable String tenantId,
    @JsonPropertyDescription("Client, with workload identity. Absent: the pod's.")
        @Size(min = 1, max = 64)
        @Pattern("^[A-Za-z0-9-]+$")
        @Nullable String clientId) {}
