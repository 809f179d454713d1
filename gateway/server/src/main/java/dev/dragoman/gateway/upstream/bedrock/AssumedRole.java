package dev.dragoman.gateway.upstream.bedrock;

import dev.dragoman.gateway.upstream.UpstreamFailure;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * The identity of a role, lent by STS to the gateway's own. The SDK keeps it and asks for the next
 * one before it expires. STS is that of the region; another address is given as everywhere in AWS,
 * by {@code AWS_ENDPOINT_URL_STS}. Blocks; thread-safe.
 */
final class AssumedRole implements AwsCredentialsProvider {
  private static final String SESSION = "dragoman";

  private final AwsCredentialsProvider lent;

  /**
   * The role of {@code arn}.
   *
   * @param own who asks for it
   */
  AssumedRole(String arn, String region, AwsCredentialsProvider own) {
    StsClient sts =
        StsClient.builder()
            .region(Region.of(region))
            .credentialsProvider(own)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    this.lent =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(role -> role.roleArn(arn).roleSessionName(SESSION))
            .build();
  }

  /**
   * The identity of now.
   *
   * @throws UpstreamFailure when there is none; who may not know why is not told
   */
  @Override
  public AwsCredentials resolveCredentials() {
    try {
      return lent.resolveCredentials();
    } catch (StsException e) {
      throw new UpstreamFailure("AWS refuses the gateway the role of this upstream", e);
    } catch (SdkException e) {
      throw new UpstreamFailure("AWS could not be asked for the role of this upstream", e);
    }
  }
}
