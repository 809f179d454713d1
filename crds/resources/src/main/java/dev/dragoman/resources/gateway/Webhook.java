package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.SecretRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An address that takes messages. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.url.startsWith('https://') || self.allowInsecure",
    message = "url is not encrypted: write https://, or set allowInsecure")
@ValidationRule(
    value = "!has(self.header) || has(self.secretRef)",
    message = "header carries the value of secretRef: add secretRef, or remove header")
public record Webhook(
    @JsonPropertyDescription("Where messages are posted to, as JSON.")
        @Required
        @Size(min = 1, max = Formats.URL_LENGTH)
        @ValidationRule(
            value =
                "self.matches('^https?://[A-Za-z0-9\\\\[]') && !self.contains('@') && !self.contains('#')",
            message =
                "url is not a plain URL: write https://host/path without credentials and fragment")
        String url,
    @JsonPropertyDescription("Permits plain http.") @Default("false")
        @Nullable Boolean allowInsecure,
    @JsonPropertyDescription(
            "Secret with what the address asks for. Key read: secretRef.key or api-key. Absent: it asks for nothing.")
        @Nullable SecretRef secretRef,
    @JsonPropertyDescription(
            "Header that carries the value as it is, in lower case. Absent: authorization, with Bearer before the value.")
        @Size(min = 1, max = Formats.HEADER_NAME_LENGTH)
        @Pattern(Formats.HEADER_NAME)
        @Nullable String header) {}
