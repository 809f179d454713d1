package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.SecretRef;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How the gateway identifies itself to the upstream. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "(self.type in ['SecretKey', 'AwsStatic', 'AwsBearer', 'AzureKey', 'GcpKey']) == has(self.secretRef)",
    message =
        "secretRef is needed with type SecretKey, AwsStatic, AwsBearer, AzureKey and GcpKey and only there: add or remove secretRef")
public record Auth(
    @JsonPropertyDescription(
            "AwsAmbient, AzureWorkloadIdentity and GcpWorkloadIdentity use the gateway's own identity; ClientKey passes on what the caller brings; the others but None read secretRef.")
        @Required
        @Nullable AuthType type,
    @JsonPropertyDescription(
            "Secret with the credential, needed with those types and only there. Keys read: SecretKey, AzureKey, AwsBearer: secretRef.key or api-key; AwsStatic: aws_access_key_id, aws_secret_access_key and aws_session_token; GcpKey: key.json.")
        @Nullable SecretRef secretRef,
    @JsonPropertyDescription(
            "Header that carries the credential, in lower case. Absent: the protocol's own.")
        @Size(min = 1, max = Formats.HEADER_NAME_LENGTH)
        @Pattern(Formats.HEADER_NAME)
        @Nullable String header) {}
