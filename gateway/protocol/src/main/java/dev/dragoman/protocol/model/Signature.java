package dev.dragoman.protocol.model;

import org.jspecify.annotations.Nullable;

/**
 * Opaque reasoning state that a provider wants back unchanged.
 *
 * @param scope hash of the model family, and of the account where signatures do not cross accounts
 * @param value the provider's bytes as it spelled them
 */
public record Signature(Provider provider, String scope, String value, Placement placement) {
  /** Whether {@code signature} is there and of {@code provider}. */
  public static boolean isOf(Provider provider, @Nullable Signature signature) {
    return signature != null && signature.provider().equals(provider);
  }

  /** Where in the turn the provider put it, so that it returns to the same place. */
  public enum Placement {
    THINKING,
    TOOL_CALL,
    TEXT,
    TRAILING
  }
}
