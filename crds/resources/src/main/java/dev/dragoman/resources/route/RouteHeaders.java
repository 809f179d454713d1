package dev.dragoman.resources.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Changes to headers in both directions. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouteHeaders(
    @JsonPropertyDescription("Of the request to the upstream. Absent: none.")
        @Nullable HeaderChange request,
    @JsonPropertyDescription("Of the answer to the client. Absent: none.")
        @Nullable HeaderChange response) {}
