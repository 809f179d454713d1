package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.upstream.UpstreamSignal;

/** What drives a streamed answer: the upstream's signals, its end, and the clock. */
sealed interface StreamSignal {
  record Upstream(UpstreamSignal signal) implements StreamSignal {}

  /** The upstream closed its stream in order. */
  record Ended() implements StreamSignal {}

  /** The upstream could not be reached or its connection broke. */
  record Broken(Throwable cause) implements StreamSignal {}

  record Tick() implements StreamSignal {}
}
