package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.SecretName;
import io.fabric8.generator.annotation.Required;

/** TLS towards clients. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ListenerTls(
    @JsonPropertyDescription("Secret of type kubernetes.io/tls with tls.crt and tls.key.") @Required
        SecretName secretRef) {}
