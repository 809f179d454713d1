package dev.dragoman.gateway.upstream.azure;

import dev.dragoman.gateway.upstream.Lent;
import dev.dragoman.gateway.upstream.http.Proof;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The identity of this pod in Microsoft Entra as a bearer token. It is looked for when the first
 * request comes, so that a missing one fails requests and never the start.
 */
public final class EntraProof implements Proof {
  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("entra-tokens").start(task);

  private final Lent<String> tokens;

  EntraProof(Lent<String> tokens) {
    this.tokens = tokens;
  }

  /**
   * The identity of this pod, as its environment describes it.
   *
   * @param tenant in place of the environment's, null for none
   * @param client in place of the environment's, null for none
   */
  public static EntraProof ofPod(@Nullable String tenant, @Nullable String client) {
    return of(System.getenv(), tenant, client);
  }

  static EntraProof of(
      Map<String, String> environment, @Nullable String tenant, @Nullable String client) {
    Clock clock = Clock.systemUTC();
    EntraTokens source =
        new EntraTokens(() -> WorkloadIdentity.of(environment, tenant, client), clock);
    return new EntraProof(
        new Lent<>(
            source::next,
            THREADS,
            clock,
            "the gateway has no token of Microsoft Entra for this upstream"));
  }

  @Override
  public Mono<WireHeaders> of(WireRequest request) {
    return tokens.current().map(token -> WireHeaders.of("authorization", "Bearer " + token));
  }
}
