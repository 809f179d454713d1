package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.SecretRef;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** TLS towards the upstream; its certificate is always checked. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UpstreamTls(
    @JsonPropertyDescription(
            "Secret with the certificates to trust; key: ca.crt unless said otherwise. Absent: the public ones.")
        @Nullable SecretRef caSecretRef,
    @JsonPropertyDescription("Name that the certificate must hold. Absent: the host of the URL.")
        @Size(min = 1, max = 253)
        @Pattern("^[A-Za-z0-9.-]+$")
        @Nullable String serverName) {}
