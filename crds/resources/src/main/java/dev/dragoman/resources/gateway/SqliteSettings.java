package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The SQLite file. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SqliteSettings(
    @JsonPropertyDescription("File of the database.") @Required @Size(min = 1, max = 1024)
        String path) {}
