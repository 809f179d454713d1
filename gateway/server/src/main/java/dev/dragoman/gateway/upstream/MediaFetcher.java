package dev.dragoman.gateway.upstream;

import dev.dragoman.protocol.normalise.RemoteMedia.Content;
import dev.dragoman.protocol.normalise.RemoteMedia.Remote;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Port: brings what the addresses of media lead to. Thread-safe. */
public interface MediaFetcher {
  /**
   * What each address leads to, by address. Never fails: an address that leads to nothing usable
   * has the reason instead. Cancelling ends what is under way.
   */
  Mono<Map<String, Content>> fetch(List<Remote> remotes);
}
