package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
import org.jspecify.annotations.Nullable;

/** The form that the answer's text must have. */
public sealed interface OutputFormat {
  record PlainText() implements OutputFormat {}

  record JsonObject() implements OutputFormat {}

  record JsonSchema(
      @Nullable String name,
      @Nullable String description,
      JsonText schema,
      @Nullable Boolean strict)
      implements OutputFormat {}
}
