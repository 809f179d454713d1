package dev.dragoman.gateway.http;

import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.gateway.admin.KeyPage;
import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.config.ConfigHolder;
import dev.dragoman.gateway.exchange.ErrorReplies;
import dev.dragoman.gateway.exchange.ExchangeRecord;
import dev.dragoman.gateway.exchange.Reply;
import dev.dragoman.gateway.keys.Callers;
import dev.dragoman.gateway.telemetry.ExchangeLog;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code GET /v1/key}: what bounds the caller's own key, and how that stands. Its form is the admin
 * API's; refusals have the form that the caller's headers ask for, as at {@code /v1/models}.
 */
final class KeyHandler {
  private final ConfigHolder configs;
  private final Callers callers;
  private final KeyPage pages;
  private final ExchangeLog log;

  KeyHandler(ConfigHolder configs, Callers callers, KeyPage pages, ExchangeLog log) {
    this.configs = configs;
    this.callers = callers;
    this.pages = pages;
    this.log = log;
  }

  Mono<Void> handle(ServerWebExchange exchange) {
    return Mono.defer(() -> {
      WireHeaders headers = WireHeadersOf.request(exchange.getRequest());
      ExchangeRecord record =
          new ExchangeRecord(
              RequestIds.next(),
              ModelsHandler.shapeOf(exchange.getRequest(), headers),
              System.nanoTime());
      return reply(headers, record)
          .onErrorResume(failure -> Mono.just(ErrorReplies.of(failure, record)))
          .flatMap(reply -> ReplyWriter.write(reply, exchange.getResponse(), record))
          .doFinally(signal -> log.close(record));
    });
  }

  private Mono<Reply> reply(WireHeaders headers, ExchangeRecord record) {
    return callers
        .of(configs.current(), headers)
        .flatMap(caller -> Mono.fromFuture(pages.of(keyOf(caller)), true))
        .map(report ->
            new Reply.Whole(
                200,
                record.protocol().inbound().replyHeaders(record.requestId()),
                ContractJson.write(report)));
  }

  private static KeyEntry keyOf(Caller caller) {
    KeyEntry key = caller.key();
    if (key == null) {
      throw GatewayException.of(
          ErrorKind.NOT_FOUND,
          "no API key was sent that is known here, so there is none to tell about");
    }
    return key;
  }
}
