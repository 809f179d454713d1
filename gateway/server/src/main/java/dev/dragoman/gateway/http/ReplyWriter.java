package dev.dragoman.gateway.http;

import dev.dragoman.gateway.exchange.ErrorReplies;
import dev.dragoman.gateway.exchange.ExchangeRecord;
import dev.dragoman.gateway.exchange.Reply;
import dev.dragoman.protocol.wire.WireHeaders;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Writes replies: a whole one in one write, a stream with one flush for each piece. */
final class ReplyWriter {
  private ReplyWriter() {}

  static Mono<Void> write(Reply reply, ServerHttpResponse response, ExchangeRecord record) {
    return switch (reply) {
      case Reply.Whole whole -> whole(whole, response, record);
      case Reply.Streamed streamed ->
          streamed(streamed, response, record)
              .onErrorResume(failure ->
                  response.isCommitted()
                      ? Mono.error(failure)
                      : whole(ErrorReplies.of(failure, record), response, record));
    };
  }

  private static Mono<Void> whole(
      Reply.Whole reply, ServerHttpResponse response, ExchangeRecord record) {
    record.answered(reply.status());
    response.setStatusCode(HttpStatusCode.valueOf(reply.status()));
    HttpHeaders headers = response.getHeaders();
    copy(reply.headers(), headers);
    if (headers.getFirst(HttpHeaders.CONTENT_TYPE) == null) {
      headers.set(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8");
    }
    headers.setContentLength(reply.body().length);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(reply.body())));
  }

  /** Status and headers go out with the first bytes, when the target that answered is known. */
  private static Mono<Void> streamed(
      Reply.Streamed reply, ServerHttpResponse response, ExchangeRecord record) {
    return response.writeAndFlushWith(
        reply
            .body()
            .map(bytes -> {
              if (!response.isCommitted()) {
                head(reply, response, record);
              }
              return Mono.just(response.bufferFactory().wrap(bytes));
            }));
  }

  private static void head(
      Reply.Streamed reply, ServerHttpResponse response, ExchangeRecord record) {
    record.answered(200);
    response.setRawStatusCode(200);
    HttpHeaders headers = response.getHeaders();
    copy(reply.headers().get(), headers);
    headers.set("Content-Type", reply.type());
    headers.set("Cache-Control", "no-cache");
    headers.set("X-Accel-Buffering", "no");
  }

  private static void copy(WireHeaders from, HttpHeaders to) {
    from.fields().forEach((name, values) -> to.put(name, values));
  }
}
