package dev.dragoman.contract;

import org.jspecify.annotations.Nullable;

/**
 * How the gateway proves itself to an upstream.
 *
 * @param credential the secret to send; for {@link Type#AwsStatic} the Secret whose values are
 *     reached by {@link CredentialRef#key}; null for types that take none
 * @param header the header that carries the secret, null for the protocol's own
 */
public record AuthEntry(Type type, @Nullable CredentialRef credential, @Nullable String header) {
  /** Kinds of proof, by the names that manifests use. */
  public enum Type {
    None(false),
    SecretKey(true),
    /** The gateway's own identity in AWS. */
    AwsAmbient(false),
    AwsStatic(true),
    AwsBearer(true),
    AzureKey(true),
    AzureWorkloadIdentity(false),
    GcpWorkloadIdentity(false),
    GcpKey(true),
    /** The caller brings its own key. */
    ClientKey(false);

    private final boolean secret;

    Type(boolean secret) {
      this.secret = secret;
    }

    /** Whether the proof is a secret that somebody stored. */
    public boolean takesSecret() {
      return secret;
    }
  }

  public static final AuthEntry NONE = new AuthEntry(Type.None, null, null);

  /** A secret sent in the header that the protocol has for it. */
  public static AuthEntry secretKey(CredentialRef credential) {
    return new AuthEntry(Type.SecretKey, credential, null);
  }

  public AuthEntry {
    Require.that(
        type.takesSecret() == (credential != null),
        type + (type.takesSecret() ? " needs a credential" : " takes no credential"));
  }
}
