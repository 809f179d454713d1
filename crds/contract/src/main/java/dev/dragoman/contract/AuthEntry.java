package dev.dragoman.contract;

import org.jspecify.annotations.Nullable;

/**
 * How the gateway proves itself to an upstream.
 *
 * @param credential the secret to send, null with {@link Type#None}
 */
public record AuthEntry(Type type, @Nullable CredentialRef credential) {
  /** Kinds of proof, by the names that manifests use. */
  public enum Type {
    None,
    SecretKey
  }

  public static final AuthEntry NONE = new AuthEntry(Type.None, null);

  public AuthEntry {
    if ((type == Type.SecretKey) != (credential != null)) {
      throw new IllegalArgumentException("SecretKey needs a credential, None has none");
    }
  }
}
