package dev.dragoman.gateway.exchange;

import dev.dragoman.protocol.normalise.RemoteMedia.Content;
import java.time.Duration;
import java.util.Collection;

/** Port: hears of media that were fetched for requests. Thread-safe. */
public interface MediaListener {
  /** The addresses of one request led to {@code contents}, all together in {@code took}. */
  void fetched(Collection<Content> contents, Duration took);
}
