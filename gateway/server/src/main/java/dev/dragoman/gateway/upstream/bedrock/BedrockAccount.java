package dev.dragoman.gateway.upstream.bedrock;

import dev.dragoman.contract.EndpointEntry.Aws;
import dev.dragoman.gateway.upstream.Lent;
import dev.dragoman.gateway.upstream.Lent.Loan;
import dev.dragoman.gateway.upstream.Upstream;
import dev.dragoman.gateway.upstream.http.HttpAccount;
import dev.dragoman.gateway.upstream.http.HttpUpstream;
import dev.dragoman.gateway.upstream.http.Proof;
import dev.dragoman.gateway.upstream.http.ProvenUpstream;
import dev.dragoman.protocol.wire.WireHeaders;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * A region of AWS with an identity in it. Credentials are looked for when the first request comes,
 * so that wrong ones fail requests and never the start. Thread-safe.
 */
public final class BedrockAccount {
  /** How long the chain is not asked again: files and services of it may change at any time. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** A signature is judged by the clock of the service, which may be ahead of ours. */
  private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(30);

  /** Each look waits for files or the network. */
  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("aws-credentials").start(task);

  private final URI baseUrl;
  private final Proof proof;

  private BedrockAccount(URI baseUrl, Proof proof) {
    this.baseUrl = baseUrl;
    this.proof = proof;
  }

  /** An account that is called with a key of Bedrock's own. */
  public static BedrockAccount withKey(Aws aws, WireHeaders key) {
    return new BedrockAccount(baseUrl(aws), Proof.constant(key));
  }

  /** An account that is called with the identity of this process, as the SDK's chain finds it. */
  public static BedrockAccount ambient(Aws aws) {
    return signing(aws, DefaultCredentialsProvider.builder().build());
  }

  /**
   * An account that is called with an access key.
   *
   * @param sessionToken of keys that are lent for a time, null for others
   */
  public static BedrockAccount withAccessKey(
      Aws aws, String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
    return signing(
        aws,
        StaticCredentialsProvider.create(
            sessionToken == null
                ? AwsBasicCredentials.create(accessKeyId, secretAccessKey)
                : AwsSessionCredentials.create(accessKeyId, secretAccessKey, sessionToken)));
  }

  private static BedrockAccount signing(Aws aws, AwsCredentialsProvider own) {
    AwsCredentialsProvider used =
        aws.roleArn() == null ? own : new AssumedRole(aws.roleArn(), aws.region(), own);
    URI baseUrl = baseUrl(aws);
    Clock clock = Clock.systemUTC();
    Lent<AwsCredentialsIdentity> identities =
        new Lent<>(
            () -> lent(used.resolveCredentials(), clock.instant()),
            THREADS,
            clock,
            "the gateway has no credentials of AWS for this upstream");
    return new BedrockAccount(
        baseUrl, new SignatureProof(identities, baseUrl, aws.region(), clock));
  }

  private static Loan<AwsCredentialsIdentity> lent(AwsCredentialsIdentity identity, Instant now) {
    return new Loan<>(
        identity,
        now.plus(FRESH),
        identity.expirationTime().map(expiry -> expiry.minus(BEFORE_EXPIRY)).orElse(null));
  }

  private static URI baseUrl(Aws aws) {
    URI endpoint = aws.endpoint();
    if (endpoint != null) {
      String text = endpoint.toString();
      return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : endpoint;
    }
    String suffix = PartitionMetadata.of(Region.of(aws.region())).dnsSuffix();
    return URI.create("https://bedrock-runtime." + aws.region() + "." + suffix);
  }

  /** Where the account is: the region's public endpoint, or the one in its place. */
  public URI baseUrl() {
    return baseUrl;
  }

  /** The account over these connections, which lead to its base URL. */
  public Upstream over(HttpAccount connections) {
    return new BedrockUpstream(
        new ProvenUpstream(new HttpUpstream(connections, baseUrl, WireHeaders.NONE), proof));
  }
}
