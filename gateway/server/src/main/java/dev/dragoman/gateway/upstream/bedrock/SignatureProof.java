package dev.dragoman.gateway.upstream.bedrock;

import dev.dragoman.gateway.upstream.Lent;
import dev.dragoman.gateway.upstream.http.Proof;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.net.URI;
import java.time.Clock;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A signature of version 4 over the request as it is sent: method, path, host, type and body, for
 * the scope {@code <day>/<region>/bedrock/aws4_request}.
 */
final class SignatureProof implements Proof {
  private static final String SERVICE = "bedrock";
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  private final Lent<AwsCredentialsIdentity> identities;
  private final URI baseUrl;
  private final String region;
  private final Clock clock;

  SignatureProof(Lent<AwsCredentialsIdentity> identities, URI baseUrl, String region, Clock clock) {
    this.identities = identities;
    this.baseUrl = baseUrl;
    this.region = region;
    this.clock = clock;
  }

  @Override
  public Mono<WireHeaders> of(WireRequest request) {
    return identities.current().map(identity -> signed(request, identity));
  }

  private WireHeaders signed(WireRequest request, AwsCredentialsIdentity identity) {
    SdkHttpRequest.Builder http =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create(baseUrl + request.path()))
            .putHeader("host", baseUrl.getRawAuthority());
    String type = request.headers().first("content-type");
    if (type != null) {
      http.putHeader("content-type", type);
    }
    SignedRequest signed =
        SIGNER.sign(sign ->
            sign.identity(identity)
                .request(http.build())
                .payload(ContentStreamProvider.fromByteArrayUnsafe(request.body()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    return new WireHeaders(signed.request().headers());
  }
}
