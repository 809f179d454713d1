package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.EmbeddingInbound;
import dev.dragoman.protocol.codec.EmbeddingOutbound;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.GatewayException;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a request for vectors reaches each of its targets: as it came, or converted. It is
 * decoded at most once, and only when a target needs it. Single use, not thread-safe.
 */
final class EmbeddingTargets {
  private final InboundCall call;
  private final Scanned scanned;
  private final RoutePlan plan;
  private final ExchangeRecord record;
  private final EmbeddingInbound client;
  private @Nullable EmbeddingRequest decoded;

  EmbeddingTargets(InboundCall call, Scanned scanned, RoutePlan plan, ExchangeRecord record) {
    this.call = call;
    this.scanned = scanned;
    this.plan = plan;
    this.record = record;
    this.client = call.protocol().embeddings();
  }

  /**
   * The exchange with one target.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for what the target cannot carry, or may not
   *     lose, or where it makes no vectors
   */
  TargetExchange exchange(PlannedTarget target) {
    TargetExchange exchange = carried(target);
    LossReport.check(call.request().headers(), exchange.dropped());
    return exchange;
  }

  private TargetExchange carried(PlannedTarget target) {
    EmbeddingOutbound vectors = target.backend().protocol().vectors();
    if (vectors == null || !target.target().capabilities().has(Flag.EMBEDDINGS)) {
      throw GatewayException.at("model", "is served by a provider that makes no embeddings of it");
    }
    if (vectors.id().equals(client.id()) && target.target().dialect().passThrough()) {
      return ForwardExchange.of(client, call, scanned, plan, target, record);
    }
    EmbeddingExchange.Asked asked = new EmbeddingExchange.Asked(client, decoded(), call.received());
    return EmbeddingExchange.of(asked, vectors, target, record);
  }

  private EmbeddingRequest decoded() {
    EmbeddingRequest request = decoded;
    if (request == null) {
      request = client.decodeRequest(call.request());
      decoded = request;
    }
    return request;
  }
}
