package dev.dragoman.gateway.upstream.google;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import dev.dragoman.gateway.upstream.Lent;
import dev.dragoman.gateway.upstream.http.AddressPolicy;
import dev.dragoman.gateway.upstream.http.Proof;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.time.Clock;
import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;

/**
 * An identity in Google Cloud as a bearer token. It is looked for when the first request comes, so
 * that a wrong or missing one fails requests and never the start.
 */
public final class GoogleProof implements Proof {
  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("google-tokens").start(task);

  private final Lent<WireHeaders> tokens;

  GoogleProof(Lent<WireHeaders> tokens) {
    this.tokens = tokens;
  }

  /**
   * The identity of a service account.
   *
   * @param key the JSON file that Google gives for a key
   * @param policy where its tokens may be asked for beside Google's own addresses
   * @param plain whether the provider is called without TLS, so that tokens may be asked for alike
   */
  public static GoogleProof ofKey(String key, AddressPolicy policy, boolean plain) {
    HttpTransportFactory connections = JudgedConnections.transports(policy, plain);
    return of(() -> ServiceAccountKey.credentials(key, connections));
  }

  /** The identity of this process, as its environment describes it. */
  public static GoogleProof ofProcess() {
    AmbientCredentials ambient = AmbientCredentials.of(System.getenv(), NetHttpTransport::new);
    return of(ambient::credentials);
  }

  private static GoogleProof of(GoogleTokens.Source source) {
    Clock clock = Clock.systemUTC();
    return new GoogleProof(
        new Lent<>(
            new GoogleTokens(source, clock)::next,
            THREADS,
            clock,
            "the gateway has no token of Google Cloud for this upstream"));
  }

  @Override
  public Mono<WireHeaders> of(WireRequest request) {
    return tokens.current();
  }
}
