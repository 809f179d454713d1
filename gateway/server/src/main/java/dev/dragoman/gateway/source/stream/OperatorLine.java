package dev.dragoman.gateway.source.stream;

import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.SseFrame;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Speaks with the operator at one of its addresses. Its methods block, so they are not for event
 * loops; an interrupt ends them. Each call shows the token of its time. Thread-safe.
 */
final class OperatorLine implements AutoCloseable {
  /** Below what servers keep idle connections for, so that none is used while it is closed. */
  private static final Duration IDLE = Duration.ofSeconds(15);

  private static final int MAX_CONNECTIONS = 4;

  private final Path token;
  private final Duration answer;
  private final ConnectionProvider connections;
  private final HttpClient client;
  private final Sinks.Empty<Void> closed = Sinks.empty();

  /**
   * A line to {@code address}.
   *
   * @param address resolved, but with the name that the certificate has to be for
   */
  OperatorLine(InetSocketAddress address, SslContext trust, Path token, Duration answer) {
    this.token = token;
    this.answer = answer;
    this.connections =
        ConnectionProvider.builder("operator")
            .maxConnections(MAX_CONNECTIONS)
            .maxIdleTime(IDLE)
            .build();
    this.client =
        HttpClient.create(connections)
            .remoteAddress(() -> address)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) answer.toMillis())
            .secure(tls -> tls.sslContext(trust));
  }

  private record Answer(int status, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * What is at the path.
   *
   * @throws DeliveryException when it does not come
   */
  byte[] get(String path) {
    return body(
        authorized()
            .get()
            .uri(path)
            .responseSingle((head, body) -> answer(head.status().code(), body)));
  }

  /**
   * Sends JSON to the path.
   *
   * @throws DeliveryException when it is not taken
   */
  void post(String path, byte[] json) {
    body(
        authorized()
            .headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json"))
            .post()
            .uri(path)
            .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(json)))
            .responseSingle((head, body) -> answer(head.status().code(), body)));
  }

  /**
   * Hands over the frames of an event stream until it ends.
   *
   * @param silence without any bytes that counts as its end
   * @throws DeliveryException when it does not begin or breaks
   */
  void follow(String path, Duration silence, Consumer<SseFrame> frames) {
    Flux<SseFrame> events =
        authorized()
            .headers(headers -> headers.set(HttpHeaderNames.ACCEPT, "text/event-stream"))
            .get()
            .uri(path)
            .response((head, body) ->
                head.status().code() == 200
                    ? decoded(body.asByteArray())
                    : answer(head.status().code(), body.aggregate())
                        .flatMapMany(refusal ->
                            Flux.error(DeliveryException.answered(refusal.status, refusal.text()))))
            .timeout(silence)
            .takeUntilOther(closed.asMono());
    try (Stream<SseFrame> open = events.toStream()) {
      open.forEach(frames);
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  private static Flux<SseFrame> decoded(Flux<byte[]> bytes) {
    return Flux.defer(() -> {
      SseDecoder decoder = new SseDecoder();
      return bytes.concatMapIterable(slice -> {
        List<SseFrame> complete = new ArrayList<>();
        decoder.accept(slice, complete::add);
        return complete;
      });
    });
  }

  private static Mono<Answer> answer(int status, ByteBufMono body) {
    return body.asByteArray().defaultIfEmpty(new byte[0]).map(bytes -> new Answer(status, bytes));
  }

  private byte[] body(Mono<Answer> call) {
    Answer answered;
    try {
      answered = call.timeout(answer).blockOptional().orElseThrow();
    } catch (RuntimeException e) {
      throw failure(e);
    }
    if (answered.status / 100 != 2) {
      throw DeliveryException.answered(answered.status, answered.text());
    }
    return answered.body;
  }

  private static DeliveryException failure(RuntimeException thrown) {
    Throwable cause = Exceptions.unwrap(thrown);
    return cause instanceof DeliveryException known ? known : DeliveryException.broken(cause);
  }

  private HttpClient authorized() {
    String bearer = "Bearer " + tokenOfNow();
    return client.headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, bearer));
  }

  private String tokenOfNow() {
    try {
      return Files.readString(token).strip();
    } catch (IOException e) {
      throw DeliveryException.unprepared("cannot read " + token, e);
    }
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    closed.tryEmitEmpty();
    connections.dispose();
  }
}
