package dev.dragoman.gateway.http;

import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.config.ConfigHolder;
import dev.dragoman.gateway.config.RuntimeConfig;
import dev.dragoman.gateway.exchange.ErrorReplies;
import dev.dragoman.gateway.exchange.ExchangeRecord;
import dev.dragoman.gateway.exchange.Reply;
import dev.dragoman.gateway.keys.Callers;
import dev.dragoman.gateway.responses.ResponseChain;
import dev.dragoman.gateway.responses.StoredResponses;
import dev.dragoman.gateway.telemetry.ExchangeLog;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.ResponseStorage;
import dev.dragoman.protocol.codec.ResponseStorage.Page;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Answers that are stored, of a protocol that has such: an answer, the items that it was made of,
 * its deletion. Whoever did not ask for the answer is told that there is none.
 */
final class StoredResponsesHandler {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 100;

  private final ClientProtocol protocol;
  private final ResponseStorage storage;
  private final ConfigHolder configs;
  private final Callers callers;
  private final StoredResponses stored;
  private final ExchangeLog log;

  StoredResponsesHandler(
      ClientProtocol protocol,
      ResponseStorage storage,
      ConfigHolder configs,
      Callers callers,
      StoredResponses stored,
      ExchangeLog log) {
    this.protocol = protocol;
    this.storage = storage;
    this.configs = configs;
    this.callers = callers;
    this.stored = stored;
    this.log = log;
  }

  /** Below which the answers are. */
  String path() {
    return storage.path();
  }

  /** {@code GET} of an answer. */
  Mono<Void> get(ServerWebExchange exchange, String id) {
    return handle(
        exchange,
        (caller, query) -> {
          if ("true".equals(query.getFirst("stream"))) {
            throw GatewayException.invalid(
                "stream", "stream: a stored answer is not streamed again");
          }
          return stored
              .find(caller.tenant(), List.of(id))
              .map(found -> {
                byte[] content = found.get(id);
                if (content == null) {
                  throw notFound(id);
                }
                return storage.response(content);
              });
        });
  }

  /** {@code GET} of the items that an answer was made of. */
  Mono<Void> inputItems(ServerWebExchange exchange, String id) {
    return handle(
        exchange,
        (caller, query) -> {
          Page page = page(query);
          return ResponseChain.to(
                  id, caller.tenant(), stored, storage, StoredResponsesHandler::notFound)
              .map(chain -> storage.inputItems(chain.contents(), page));
        });
  }

  /** {@code DELETE} of an answer. */
  Mono<Void> delete(ServerWebExchange exchange, String id) {
    return handle(
        exchange,
        (caller, query) ->
            stored
                .delete(caller.tenant(), id)
                .map(deleted -> {
                  if (!deleted) {
                    throw notFound(id);
                  }
                  return storage.deleted(id);
                }));
  }

  private static Page page(MultiValueMap<String, String> query) {
    String order = query.getFirst("order");
    if (order != null && !order.equals("asc") && !order.equals("desc")) {
      throw GatewayException.invalid("order", "order: must be \"asc\" or \"desc\"");
    }
    return new Page(query.getFirst("after"), limit(query.getFirst("limit")), "asc".equals(order));
  }

  private static int limit(@Nullable String asked) {
    if (asked == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(asked);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException notANumber) {
      // Said below.
    }
    throw GatewayException.invalid("limit", "limit: must be a whole number from 1 to " + MAX_LIMIT);
  }

  /** What is not found is no model, whose code {@code NOT_FOUND} has. */
  private static GatewayException notFound(String id) {
    return GatewayException.of(ErrorKind.UNKNOWN_PATH, "Response with id '" + id + "' not found.");
  }

  private Mono<Void> handle(
      ServerWebExchange exchange,
      BiFunction<Caller, MultiValueMap<String, String>, Mono<byte[]>> answer) {
    return Mono.defer(() -> {
      ExchangeRecord record = new ExchangeRecord(RequestIds.next(), protocol, System.nanoTime());
      WireHeaders headers = WireHeadersOf.request(exchange.getRequest());
      RuntimeConfig config = configs.current();
      return Mono.defer(() -> callers.of(config, headers))
          .flatMap(caller -> {
            if (config.responsesKept() == null) {
              throw UnservedResponses.notStored(exchange.getRequest().getPath().value());
            }
            return answer.apply(caller, exchange.getRequest().getQueryParams());
          })
          .<Reply>map(body ->
              new Reply.Whole(200, protocol.inbound().replyHeaders(record.requestId()), body))
          .onErrorResume(failure -> Mono.just(ErrorReplies.of(failure, record)))
          .flatMap(reply -> ReplyWriter.write(reply, exchange.getResponse(), record))
          .doFinally(signal -> log.close(record));
    });
  }
}
