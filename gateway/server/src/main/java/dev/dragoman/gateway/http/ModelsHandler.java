package dev.dragoman.gateway.http;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.dragoman.gateway.auth.Caller;
import dev.dragoman.gateway.config.ConfigHolder;
import dev.dragoman.gateway.config.RuntimeConfig;
import dev.dragoman.gateway.exchange.ErrorReplies;
import dev.dragoman.gateway.exchange.ExchangeRecord;
import dev.dragoman.gateway.exchange.Reply;
import dev.dragoman.gateway.keys.Callers;
import dev.dragoman.gateway.telemetry.ExchangeLog;
import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code GET /v1/models} and {@code /v1/models/{id}} of the names that the caller may use, in the
 * shape that the caller's headers ask for: Gemini's with {@code x-goog-api-key} and below {@code
 * /v1beta}, Anthropic's with {@code anthropic-version} or {@code x-api-key} and no bearer token,
 * else OpenAI's (protocols.md 2.12).
 */
final class ModelsHandler {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 1_000;

  private final ConfigHolder configs;
  private final Callers callers;
  private final ExchangeLog log;

  ModelsHandler(ConfigHolder configs, Callers callers, ExchangeLog log) {
    this.configs = configs;
    this.callers = callers;
    this.log = log;
  }

  /** The list, or the model {@code id}. */
  Mono<Void> handle(ServerWebExchange exchange, @Nullable String id) {
    return Mono.defer(() -> {
      WireHeaders headers = WireHeadersOf.request(exchange.getRequest());
      ClientProtocol protocol = shapeOf(exchange.getRequest(), headers);
      ExchangeRecord record = new ExchangeRecord(RequestIds.next(), protocol, System.nanoTime());
      return reply(exchange.getRequest(), headers, record, id)
          .onErrorResume(failure -> Mono.just(ErrorReplies.of(failure, record)))
          .flatMap(reply -> ReplyWriter.write(reply, exchange.getResponse(), record))
          .doFinally(signal -> log.close(record));
    });
  }

  private Mono<Reply> reply(
      ServerHttpRequest request, WireHeaders headers, ExchangeRecord record, @Nullable String id) {
    return Mono.defer(() -> {
      RuntimeConfig config = configs.current();
      return callers.of(config, headers).map(caller -> reply(request, record, id, config, caller));
    });
  }

  private static Reply reply(
      ServerHttpRequest request,
      ExchangeRecord record,
      @Nullable String id,
      RuntimeConfig config,
      Caller caller) {
    byte[] body =
        record.protocol().id().equals(ProtocolId.GEMINI)
            ? gemini(config, caller, id)
            : others(request, record, id, config, caller);
    return new Reply.Whole(200, record.protocol().inbound().replyHeaders(record.requestId()), body);
  }

  private static byte[] others(
      ServerHttpRequest request,
      ExchangeRecord record,
      @Nullable String id,
      RuntimeConfig config,
      Caller caller) {
    boolean anthropic = record.protocol().id().equals(ProtocolId.ANTHROPIC);
    if (id != null) {
      return one(config, known(config, caller, id), anthropic);
    }
    return anthropic
        ? anthropicList(config, config.listedModels(caller), request.getQueryParams())
        : openAiList(config, config.listedModels(caller));
  }

  private static byte[] gemini(RuntimeConfig config, Caller caller, @Nullable String id) {
    JsonWriter json = new JsonWriter();
    if (id != null) {
      gemini(json, known(config, caller, id));
      return json.bytes();
    }
    json.beginObject().beginArray("models");
    config.listedModels(caller).forEach(model -> gemini(json, model));
    return json.endArray().endObject().bytes();
  }

  private static void gemini(JsonWriter json, String id) {
    json.beginObject()
        .field("name", "models/" + id)
        .field("displayName", id)
        .beginArray("supportedGenerationMethods")
        .value("generateContent")
        .value("streamGenerateContent")
        .value("countTokens")
        .endArray()
        .endObject();
  }

  /** The protocol that a request without an endpoint of its own looks like. */
  static ClientProtocol shapeOf(ServerHttpRequest request, WireHeaders headers) {
    if (request.getURI().getRawPath().startsWith("/v1beta/")
        || headers.first("x-goog-api-key") != null) {
      return Protocols.of(ProtocolId.GEMINI);
    }
    boolean anthropic =
        headers.first("anthropic-version") != null
            || (headers.first("x-api-key") != null && headers.first("authorization") == null);
    return Protocols.of(anthropic ? ProtocolId.ANTHROPIC : ProtocolId.OPENAI_CHAT);
  }

  private static String known(RuntimeConfig config, Caller caller, String id) {
    if (!config.shows(caller, id)) {
      throw GatewayException.of(
          ErrorKind.NOT_FOUND,
          "the model \"" + id + "\" is not served here; GET /v1/models lists what is");
    }
    return id;
  }

  private static byte[] one(RuntimeConfig config, String id, boolean anthropic) {
    JsonWriter json = new JsonWriter();
    model(json, config, id, anthropic);
    return json.bytes();
  }

  private static byte[] openAiList(RuntimeConfig config, List<String> models) {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("object", "list").beginArray("data");
    models.forEach(id -> model(json, config, id, false));
    return json.endArray().endObject().bytes();
  }

  private static byte[] anthropicList(
      RuntimeConfig config, List<String> models, MultiValueMap<String, String> query) {
    int limit = limitOf(query.getFirst("limit"));
    String after = query.getFirst("after_id");
    String before = query.getFirst("before_id");
    int from = after == null ? 0 : positionOf(models, "after_id", after) + 1;
    int to = before == null ? models.size() : positionOf(models, "before_id", before);
    if (before != null && after == null) {
      from = Math.max(0, to - limit);
    }
    List<String> page = models.subList(Math.min(from, to), Math.min(to, from + limit));
    boolean more = before == null ? from + page.size() < to : from > 0;
    JsonWriter json = new JsonWriter();
    json.beginObject().beginArray("data");
    page.forEach(id -> model(json, config, id, true));
    json.endArray().field("has_more", more);
    if (page.isEmpty()) {
      json.nullField("first_id").nullField("last_id");
    } else {
      json.field("first_id", page.getFirst()).field("last_id", page.getLast());
    }
    return json.endObject().bytes();
  }

  private static int positionOf(List<String> models, String parameter, String id) {
    int position = models.indexOf(id);
    if (position < 0) {
      throw GatewayException.invalid(parameter, parameter + ": is not the id of a listed model");
    }
    return position;
  }

  private static int limitOf(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw GatewayException.invalid("limit", "limit: must be a whole number, is \"" + text + "\"");
    }
    throw GatewayException.invalid("limit", "limit: must be from 1 to " + MAX_LIMIT);
  }

  private static void model(JsonWriter json, RuntimeConfig config, String id, boolean anthropic) {
    if (anthropic) {
      json.beginObject()
          .field("type", "model")
          .field("id", id)
          .field("display_name", id)
          .field("created_at", config.compiledAt().truncatedTo(SECONDS).toString())
          .field("lifecycle", "active")
          .endObject();
      return;
    }
    json.beginObject()
        .field("id", id)
        .field("object", "model")
        .field("created", config.compiledAt().getEpochSecond())
        .field("owned_by", "dragoman")
        .endObject();
  }
}
