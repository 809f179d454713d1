package dev.dragoman.standalone.environment;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.EndpointEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bedrock, where the environment says who calls it: with a key of Bedrock's own, or with what the
 * chain of AWS's SDK finds by variable or profile. The metadata service of a machine is not asked
 * for, so that a laptop does not wait for one.
 *
 * @param key the key of Bedrock's own, null for the chain
 * @param endpoint in place of the region's public one
 */
record BedrockAccess(String region, @Nullable Credential key, @Nullable URI endpoint) {
  static final String PROVIDER = "bedrock";

  private static final String KEY = "AWS_BEARER_TOKEN_BEDROCK";
  private static final String ENDPOINT = "BEDROCK_ENDPOINT_URL";
  private static final String REGION = "AWS_REGION";
  private static final String DEFAULT_REGION = "us-east-1";

  /** Each of them lets the chain find an identity without asking the machine. */
  private static final List<String> CHAIN =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_PROFILE",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI");

  /** What the variables say; null where nobody could call. */
  static @Nullable BedrockAccess read(Variables variables, List<String> notices) {
    Credential key = variables.secret(KEY);
    URI endpoint = variables.url(ENDPOINT, "https://bedrock-runtime.us-east-1.amazonaws.com");
    String region = region(variables);
    boolean chain = CHAIN.stream().anyMatch(name -> variables.text(name) != null);
    if (key == null && !chain) {
      if (endpoint != null) {
        notices.add(ENDPOINT + " is not used without credentials of AWS");
      }
      return null;
    }
    return new BedrockAccess(region, key, endpoint);
  }

  private static String region(Variables variables) {
    String region = variables.text(REGION);
    if (region == null) {
      return DEFAULT_REGION;
    }
    if (!region.matches("[a-z0-9-]{1,32}")) {
      variables.fault(REGION, "not a region of AWS; set one such as " + DEFAULT_REGION);
      return DEFAULT_REGION;
    }
    return region;
  }

  ProviderEntry provider() {
    return new ProviderEntry(
        PROVIDER,
        PROVIDER,
        ProtocolName.BedrockConverse,
        null,
        new EndpointEntry(
            null, new EndpointEntry.Aws(region, null, endpoint), null, null, null, null),
        key == null
            ? new AuthEntry(AuthEntry.Type.AwsAmbient, null, null)
            : new AuthEntry(AuthEntry.Type.AwsBearer, new CredentialRef(key.variable()), null),
        null,
        List.of(),
        null,
        null);
  }
}
