package dev.dragoman.contract;

import java.util.List;
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

  /** Keys of an access key in its Secret; the last is there for keys that are lent for a time. */
  private static final List<String> ACCESS_KEY =
      List.of(Aws.ACCESS_KEY_ID, Aws.SECRET_ACCESS_KEY, Aws.SESSION_TOKEN);

  /** Names under which a Secret holds an access key, as the SDK's credentials file has them. */
  public static final class Aws {
    public static final String ACCESS_KEY_ID = "aws_access_key_id";
    public static final String SECRET_ACCESS_KEY = "aws_secret_access_key";
    public static final String SESSION_TOKEN = "aws_session_token";

    private Aws() {}
  }

  public AuthEntry {
    Require.that(
        type.takesSecret() == (credential != null),
        type + (type.takesSecret() ? " needs a credential" : " takes no credential"));
  }

  /** Every value that is taken; some may be absent. */
  public List<CredentialRef> credentials() {
    CredentialRef named = credential;
    if (named == null) {
      return List.of();
    }
    return type == Type.AwsStatic ? ACCESS_KEY.stream().map(named::key).toList() : List.of(named);
  }
}
