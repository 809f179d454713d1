package dev.dragoman.resources.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where in AWS. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Aws(
    @JsonPropertyDescription("AWS region.")
        @Required
        @Size(min = 1, max = 32)
        @Pattern("^[a-z0-9-]+$")
        String region,
    @JsonPropertyDescription("Role to take on. Absent: the identity as it is.")
        @Size(min = 1, max = 2048)
        @Pattern("^arn:[a-z0-9-]+:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$")
        @Nullable String roleArn,
    @JsonPropertyDescription("Address instead of the region's. Absent: the region's.")
        @Size(min = 1, max = Formats.URL_LENGTH)
        @ValidationRule(
            value = "self.matches('^https?://[A-Za-z0-9\\\\[]')",
            message = "endpoint is not a URL: write https://host")
        @Nullable String endpoint) {}
