package dev.dragoman.gateway.upstream.http;

import dev.dragoman.gateway.upstream.Upstream;

/** An upstream that has connections. */
public interface ConnectedUpstream extends Upstream {
  /** The connections that it uses. */
  HttpAccount account();
}
