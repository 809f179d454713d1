package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The DynamoDB tables. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DynamoDbSettings(
    @JsonPropertyDescription("AWS region of the tables.")
        @Required
        @Size(min = 1, max = 32)
        @Pattern("^[a-z0-9-]+$")
        String region,
    @JsonPropertyDescription("Address of another server that speaks DynamoDB. Absent: AWS.")
        @Size(min = 1, max = Formats.URL_LENGTH)
        @ValidationRule(
            value = "self.matches('^https?://[A-Za-z0-9\\\\[]')",
            message = "endpoint is not a URL: write https://host or http://host")
        @Nullable String endpoint,
    @JsonPropertyDescription("Table of keys.")
        @Required
        @Size(min = 1, max = 255)
        @Pattern("^[A-Za-z0-9_.-]+$")
        String keyTable,
    @JsonPropertyDescription("Table of usage.")
        @Required
        @Size(min = 1, max = 255)
        @Pattern("^[A-Za-z0-9_.-]+$")
        String usageTable) {}
