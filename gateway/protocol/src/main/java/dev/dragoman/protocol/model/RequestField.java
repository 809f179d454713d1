package dev.dragoman.protocol.model;

/**
 * Fields of a request that clients of different protocols know under different names. All others
 * have one name, because only one protocol has them or all call them the same.
 */
public enum RequestField {
  SYSTEM("system"),
  MESSAGES("messages"),
  TOOLS("tools"),
  TOOL_CHOICE("tool_choice"),
  PARALLEL_TOOL_CALLS("parallel_tool_calls"),
  MAX_OUTPUT_TOKENS("max_tokens"),
  STOP_SEQUENCES("stop_sequences"),
  OUTPUT_FORMAT("response_format"),
  REASONING("thinking"),
  VERBOSITY("verbosity"),
  END_USER_ID("user");

  private final String usualName;

  RequestField(String usualName) {
    this.usualName = usualName;
  }

  /** The name where no client's own is known. */
  public String usualName() {
    return usualName;
  }
}
