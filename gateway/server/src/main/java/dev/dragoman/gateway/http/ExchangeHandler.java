package dev.dragoman.gateway.http;

import dev.dragoman.gateway.account.Accounts;
import dev.dragoman.gateway.exchange.ErrorReplies;
import dev.dragoman.gateway.exchange.ExchangePipeline;
import dev.dragoman.gateway.exchange.ExchangeRecord;
import dev.dragoman.gateway.exchange.InboundCall;
import dev.dragoman.gateway.exchange.Reply;
import dev.dragoman.gateway.telemetry.ExchangeLog;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Endpoint;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.time.Clock;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** Serves one endpoint of a protocol: body in, reply out, record closed exactly once. */
final class ExchangeHandler {
  private final ExchangePipeline pipeline;
  private final RequestBodies bodies;
  private final Accounts accounts;
  private final ExchangeLog log;
  private final Clock clock;

  ExchangeHandler(
      ExchangePipeline pipeline,
      RequestBodies bodies,
      Accounts accounts,
      ExchangeLog log,
      Clock clock) {
    this.pipeline = pipeline;
    this.accounts = accounts;
    this.bodies = bodies;
    this.log = log;
    this.clock = clock;
  }

  Mono<Void> handle(
      ClientProtocol protocol,
      Endpoint endpoint,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    return Mono.defer(() -> {
      ExchangeRecord record = new ExchangeRecord(RequestIds.next(), protocol, System.nanoTime());
      WireHeaders headers = WireHeadersOf.request(request);
      return admitted(headers, request, record)
          .flatMap(body -> {
            record.time().received(System.nanoTime());
            return pipeline.exchange(
                call(record, endpoint, target(endpoint, request), headers, body), record);
          })
          .onErrorResume(failure -> Mono.just(ErrorReplies.of(failure, record)))
          .flatMap(reply -> {
            if (reply instanceof Reply.Streamed) {
              log.streaming(record);
            }
            return ReplyWriter.write(reply, response, record);
          })
          .doFinally(signal -> {
            if (signal != SignalType.ON_COMPLETE) {
              record.cancelled();
            }
            accounts.close(record);
            log.close(record);
          });
    });
  }

  private Mono<byte[]> admitted(
      WireHeaders headers, ServerHttpRequest request, ExchangeRecord record) {
    try {
      Mono<Void> later = pipeline.admit(headers, record);
      return later == null
          ? bodies.read(request)
          : later.then(Mono.defer(() -> bodies.read(request)));
    } catch (RuntimeException e) {
      return Mono.error(e);
    }
  }

  /**
   * The path; of an endpoint that names a model as it was sent, with what of its query says how the
   * answer comes: a key may stand there too, which nobody below needs.
   */
  private static String target(Endpoint endpoint, ServerHttpRequest request) {
    if (!endpoint.namesModel()) {
      return endpoint.path();
    }
    String form = request.getQueryParams().getFirst("alt");
    return request.getURI().getRawPath() + ("sse".equals(form) ? "?alt=sse" : "");
  }

  private InboundCall call(
      ExchangeRecord record, Endpoint endpoint, String target, WireHeaders headers, byte[] body) {
    return new InboundCall(
        record.requestId(),
        clock.instant(),
        record.protocol(),
        endpoint.operation(),
        new WireRequest(target, headers, body, false));
  }
}
