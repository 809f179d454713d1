package dev.dragoman.gateway.upstream.http;

import dev.dragoman.gateway.upstream.Leaving;
import dev.dragoman.gateway.upstream.UpstreamCall;
import dev.dragoman.gateway.upstream.UpstreamFailure;
import dev.dragoman.gateway.upstream.UpstreamSignal;
import dev.dragoman.gateway.upstream.UpstreamSignal.Chunk;
import dev.dragoman.gateway.upstream.UpstreamSignal.Head;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import io.netty.buffer.Unpooled;
import io.netty.channel.ConnectTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

/** Every upstream that speaks HTTP, whatever its protocol. */
public final class HttpUpstream implements ConnectedUpstream {
  /** What vendors' base URLs end in and paths begin with, the longest first. */
  private static final List<String> BEGINNINGS = List.of("/openai/v1", "/openai", "/v1beta", "/v1");

  private final HttpAccount account;
  private final String basePath;
  private final WireHeaders credential;
  private final @Nullable ClientCredential ofClient;
  private final Leaving leaving;

  /**
   * An upstream below {@code baseUrl}.
   *
   * @param account the connections to the host of that URL
   * @param credential header that proves who the gateway is, {@link WireHeaders#NONE} for none
   */
  public HttpUpstream(HttpAccount account, URI baseUrl, WireHeaders credential) {
    this(account, pathOf(baseUrl), credential, null, Leaving.HANG_UP);
  }

  private HttpUpstream(
      HttpAccount account,
      String basePath,
      WireHeaders credential,
      @Nullable ClientCredential ofClient,
      Leaving leaving) {
    this.account = account;
    this.basePath = basePath;
    this.credential = credential;
    this.ofClient = ofClient;
    this.leaving = leaving;
  }

  private static String pathOf(URI baseUrl) {
    return withoutTrailingSlash(Objects.requireNonNullElse(baseUrl.getRawPath(), ""));
  }

  /** The same upstream, of which calls are treated like this when their clients leave. */
  public HttpUpstream with(Leaving other) {
    return new HttpUpstream(account, basePath, credential, ofClient, other);
  }

  @Override
  public Leaving leaving() {
    return leaving;
  }

  /** The header that carries a caller's own key. */
  @FunctionalInterface
  public interface ClientCredential {
    WireHeaders of(String key);
  }

  /** An upstream below {@code baseUrl} that is called with the callers' own keys. */
  public static HttpUpstream withClientKeys(
      HttpAccount account, URI baseUrl, ClientCredential credential) {
    return new HttpUpstream(
        account, pathOf(baseUrl), WireHeaders.NONE, credential, Leaving.HANG_UP);
  }

  @Override
  public boolean takesClientKey() {
    return ofClient != null;
  }

  @Override
  public HttpAccount account() {
    return account;
  }

  private static String withoutTrailingSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The bound on connecting is the account's; the others are judged by who reads the answer. */
  @Override
  public Flux<UpstreamSignal> open(UpstreamCall call) {
    WireRequest request = call.request();
    return account
        .sender()
        .uri(path(request.path()))
        .send((out, connection) -> send(request, credential(call), out, connection))
        .response((response, body) ->
            Flux.concat(Mono.just(head(response)), body.asByteArray().map(Chunk::new)))
        .onErrorMap(HttpUpstream::toGatewayError);
  }

  /** Head and body in one write. */
  private Publisher<Void> send(
      WireRequest request, WireHeaders proof, HttpClientRequest head, NettyOutbound connection) {
    request.headers().fields().forEach(head.requestHeaders()::set);
    proof.fields().forEach(head.requestHeaders()::set);
    return connection.send(Mono.just(Unpooled.wrappedBuffer(request.body())));
  }

  private WireHeaders credential(UpstreamCall call) {
    String key = call.clientKey();
    return ofClient == null || key == null ? credential : ofClient.of(key);
  }

  /** A base URL that already ends as the path begins, as people copy it, is not given it twice. */
  private String path(String path) {
    for (String beginning : BEGINNINGS) {
      if (path.startsWith(beginning + "/") && basePath.endsWith(beginning)) {
        return basePath + path.substring(beginning.length());
      }
    }
    return basePath + path;
  }

  private static UpstreamSignal head(HttpClientResponse response) {
    WireHeaders.Builder headers = WireHeaders.builder();
    response.responseHeaders().forEach(field -> headers.add(field.getKey(), field.getValue()));
    return new Head(response.status().code(), headers.build());
  }

  /** Texts for clients hold no host and no URL: a URL may hold a key. */
  private static Throwable toGatewayError(Throwable cause) {
    return switch (cause) {
      case GatewayException known -> known;
      case ConnectTimeoutException _ ->
          GatewayException.of(ErrorKind.TIMEOUT, "connecting to the upstream took too long");
      case JudgedResolver.RefusedAddressException _ ->
          GatewayException.of(
              ErrorKind.BAD_UPSTREAM,
              "the upstream's address is not permitted; private ranges are named in upstreamCidrs");
      case PoolAcquirePendingLimitException _ ->
          GatewayException.of(
              ErrorKind.UNAVAILABLE, "all connections to the upstream are in use; try again later");
      default -> new UpstreamFailure("the connection to the upstream failed", cause);
    };
  }
}
