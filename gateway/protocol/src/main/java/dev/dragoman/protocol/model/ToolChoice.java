package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
import java.util.List;

/** Which tools the model may or must call. */
public sealed interface ToolChoice {
  record Auto() implements ToolChoice {}

  record None() implements ToolChoice {}

  record Required() implements ToolChoice {}

  record Named(String name) implements ToolChoice {}

  record Allowed(Mode mode, List<String> names) implements ToolChoice {
    public Allowed {
      names = List.copyOf(names);
    }

    /** Whether one of the allowed tools has to be called. */
    public enum Mode {
      AUTO,
      REQUIRED
    }
  }

  /** A choice of a hosted tool. */
  record Hosted(ProtocolId protocol, JsonText raw) implements ToolChoice {}
}
