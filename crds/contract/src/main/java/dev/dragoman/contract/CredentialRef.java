package dev.dragoman.contract;

/**
 * Names a credential. The value is kept apart and never appears in a configuration.
 *
 * @param name {@code namespace/secret/key} when it comes from a Secret
 */
public record CredentialRef(String name) {
  public CredentialRef {
    Require.text(name, "name");
  }

  /** The value under {@code key} of the Secret that this names. */
  public CredentialRef key(String key) {
    return new CredentialRef(name + "/" + key);
  }
}
