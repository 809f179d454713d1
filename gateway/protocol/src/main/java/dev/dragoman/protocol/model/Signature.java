package dev.dragoman.protocol.model;

/**
 * Opaque reasoning state that a provider wants back unchanged.
 *
 * @param scope hash of the model family, and of the account where signatures do not cross accounts
 * @param value the provider's bytes as it spelled them
 */
public record Signature(Provider provider, String scope, String value, Placement placement) {
  /** Where in the turn the provider put it, so that it returns to the same place. */
  public enum Placement {
    THINKING,
    TOOL_CALL,
    TEXT,
    TRAILING
  }
}
