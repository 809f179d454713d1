package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where keys and usage live. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "(self.type == 'DynamoDB') == has(self.dynamoDb)",
    message =
        "dynamoDb belongs to type DynamoDB and is needed there: set type to DynamoDB, or remove dynamoDb")
@ValidationRule(
    value = "self.type == 'Sqlite' || !has(self.sqlite)",
    message = "sqlite belongs to type Sqlite: set type to Sqlite, or remove sqlite")
public record Store(
    @JsonPropertyDescription(
            "Memory: key digests ride in the configuration, limits count per pod, usage is not durable. Sqlite: one process only. DynamoDB: shared by the fleet.")
        @Default("Memory")
        @Nullable StoreType type,
    @JsonPropertyDescription(
            "The SQLite file; only with type Sqlite. Absent: a file in the state directory.")
        @Nullable SqliteSettings sqlite,
    @JsonPropertyDescription("The DynamoDB tables; needed with type DynamoDB and only there.")
        @Nullable DynamoDbSettings dynamoDb) {}
