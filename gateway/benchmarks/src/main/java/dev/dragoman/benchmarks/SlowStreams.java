package dev.dragoman.benchmarks;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Opens many streams at once, each on its own connection, and counts every event of each. */
final class SlowStreams {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final int streams;
  private final int events;
  private final Duration patience;

  SlowStreams(int streams, int events, Duration patience) {
    this.streams = streams;
    this.events = events;
    this.patience = patience;
  }

  /** Reads all streams to their end, or as far as they came when the patience ended. */
  StreamCount run(ClientCall call) {
    ConnectionProvider connections =
        ConnectionProvider.builder("streams")
            .maxConnections(streams)
            .pendingAcquireTimeout(CONNECT)
            .build();
    HttpClient client = HttpClient.create(connections);
    List<EventCounter> counters =
        IntStream.range(0, streams).mapToObj(_ -> new EventCounter(call.wire(), events)).toList();
    try {
      Flux.fromIterable(counters)
          .flatMap(counter -> read(call, client, counter), streams)
          .then()
          .block(patience.plus(CONNECT));
    } finally {
      connections.dispose();
    }
    return counters.stream().map(EventCounter::result).reduce(StreamCount.NONE, StreamCount::plus);
  }

  /** Never fails: a stream that broke is seen by what its counter lacks. */
  private Mono<Void> read(ClientCall call, HttpClient client, EventCounter counter) {
    return call.on(client)
        .response((response, body) ->
            response.status().equals(HttpResponseStatus.OK)
                ? body.asByteArray().doOnNext(counter::accept)
                : body.then().<byte[]>thenReturn(new byte[0]).flux())
        .then()
        .timeout(patience)
        .onErrorComplete();
  }
}
