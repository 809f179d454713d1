package dev.dragoman.testkit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** A key of a service account as Google gives it for download, made for one test run. */
public final class GoogleKey {
  public static final String EMAIL = "gateway@acme-prod.iam.gserviceaccount.com";
  private static final KeyPair PAIR = pair();

  private GoogleKey() {}

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The file, whose tokens are given at {@code tokenUri}. */
  public static String file(String tokenUri) {
    return """
    {"type":"service_account","project_id":"acme-prod","private_key_id":"key-1",
     "private_key":"%s","client_email":"%s","client_id":"4711","token_uri":"%s"}
    """
        .formatted(privateKey(), EMAIL, tokenUri);
  }

  /** A server that gives {@code token} for an hour to everyone who asks. */
  public static ScriptedUpstream tokens(String token) {
    return ScriptedUpstream.start()
        .otherwise(
            Scenario.json(
                "{\"access_token\":\""
                    + token
                    + "\",\"expires_in\":3599,\"token_type\":\"Bearer\"}"));
  }

  /** The private key as it stands in the file. */
  public static String privateKey() {
    return "-----BEGIN PRIVATE KEY-----\\n"
        + Base64.getEncoder().encodeToString(PAIR.getPrivate().getEncoded())
        + "\\n-----END PRIVATE KEY-----\\n";
  }

  /** The claims of an assertion, whose signature by this key has been verified. */
  public static String claims(String assertion) throws GeneralSecurityException {
    String[] parts = assertion.split("\\.", -1);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(PAIR.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
      throw new GeneralSecurityException("another key signed this");
    }
    return new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
  }
}
