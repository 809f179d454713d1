package dev.dragoman.gateway.upstream.http;

import dev.dragoman.contract.MediaEntry;
import dev.dragoman.gateway.upstream.MediaFetcher;
import dev.dragoman.protocol.normalise.RemoteMedia.Content;
import dev.dragoman.protocol.normalise.RemoteMedia.Remote;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Fetches media over HTTP, each address on a connection of its own. The addresses are the client's,
 * so nothing of the gateway is trusted to them: every connect is judged by the same {@link
 * AddressPolicy} as upstreams are, at redirects too; no header of the client's and no credential is
 * sent; number, bytes, time and types are bounded (567-labs/instructor#2126,
 * Wei-Shaw/sub2api#6169).
 */
public final class HttpMedia implements MediaFetcher {
  private static final int AT_A_TIME = 4;

  private final AddressPolicy policy;
  private final MediaEntry bounds;
  private final JudgedResolver resolver;
  private final HttpClient client;

  public HttpMedia(AddressPolicy policy, MediaEntry bounds) {
    this.policy = policy;
    this.bounds = bounds;
    this.resolver = new JudgedResolver(policy);
    this.client =
        HttpClient.create(ConnectionProvider.newConnection())
            .resolver(resolver)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) bounds.timeout().toMillis())
            .followRedirect(false)
            .disableRetry(true)
            .compress(false)
            .keepAlive(false)
            .headers(headers ->
                headers
                    .set("user-agent", "dragoman")
                    .set("accept", "image/*, application/pdf, text/*, audio/*, video/*"));
  }

  /** The one at hand where it has the same bounds, else a new one; null without bounds. */
  public static @Nullable HttpMedia next(
      @Nullable HttpMedia earlier, AddressPolicy policy, @Nullable MediaEntry bounds) {
    if (bounds == null) {
      return null;
    }
    return earlier != null && earlier.policy.equals(policy) && earlier.bounds.equals(bounds)
        ? earlier
        : new HttpMedia(policy, bounds);
  }

  /** Lets go of what event loops hold of this one; what it still fetches is not cut. */
  public void close() {
    resolver.close();
  }

  @Override
  public Mono<Map<String, Content>> fetch(List<Remote> remotes) {
    return Mono.defer(() -> {
      long start = System.nanoTime();
      return Flux.fromIterable(remotes.subList(0, Math.min(bounds.maxAddresses(), remotes.size())))
          .flatMapSequential(remote -> fetched(remote, start), AT_A_TIME)
          .collectList()
          .map(contents -> byAddress(remotes, contents));
    });
  }

  private Mono<Content> fetched(Remote remote, long start) {
    Duration left = bounds.timeout().minusNanos(System.nanoTime() - start);
    return left.isPositive()
        ? new MediaDownload(client, bounds, remote.kind())
            .content(remote.url())
            .timeout(left)
            .onErrorResume(cause -> Mono.just(MediaFault.missing(cause, bounds)))
        : Mono.just(MediaFault.late(bounds));
  }

  /**
   * The bound on bytes is applied in the order of the request, so that equal requests end alike.
   */
  private Map<String, Content> byAddress(List<Remote> remotes, List<Content> contents) {
    Map<String, Content> found = new LinkedHashMap<>();
    long left = bounds.maxBytes();
    for (int i = 0; i < remotes.size(); i++) {
      Content content = i < contents.size() ? contents.get(i) : MediaFault.tooMany(bounds);
      if (content instanceof Content.Bytes medium) {
        left -= medium.size();
        content = left < 0 ? MediaFault.tooLarge(bounds) : content;
      }
      found.put(remotes.get(i).url(), content);
    }
    return found;
  }
}
