package dev.dragoman.gateway.upstream.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;

/**
 * Posts JSON to an address that a manifest names. Every connect is judged by the same {@link
 * AddressPolicy} as upstreams are; redirects are not followed.
 */
public final class HttpWebhook implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MORE_TRIES = 2;

  private final URI url;
  private final JudgedResolver resolver;
  private final HttpClient client;

  /**
   * A webhook.
   *
   * @param header carries {@code secret} as it is, null for {@code authorization} with {@code
   *     Bearer}
   * @param secret null where the address asks for none
   */
  public HttpWebhook(
      URI url, AddressPolicy policy, @Nullable String header, @Nullable String secret) {
    this.url = url;
    this.resolver = new JudgedResolver(policy);
    this.client =
        HttpClient.create(ConnectionProvider.newConnection())
            .resolver(resolver)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) PATIENCE.toMillis())
            .followRedirect(false)
            .keepAlive(false)
            .responseTimeout(PATIENCE)
            .headers(headers -> {
              headers.set("user-agent", "dragoman").set("content-type", "application/json");
              if (secret != null) {
                headers.set(
                    header == null ? "authorization" : header,
                    header == null ? "Bearer " + secret : secret);
              }
            });
  }

  /** Posts a body, again where it does not arrive; fails when it never does. */
  public Mono<Void> post(byte[] json) {
    return client
        .post()
        .uri(url)
        .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(json)))
        .response()
        .flatMap(response -> {
          int status = response.status().code();
          return status / 100 == 2
              ? Mono.<Void>empty()
              : Mono.<Void>error(new IllegalStateException("it answered with status " + status));
        })
        .retryWhen(Retry.backoff(MORE_TRIES, Duration.ofSeconds(1)));
  }

  /** Lets go of what event loops hold of this one. */
  @Override
  public void close() {
    resolver.close();
  }
}
