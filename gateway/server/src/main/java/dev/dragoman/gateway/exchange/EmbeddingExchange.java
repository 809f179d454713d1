package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.upstream.Leaving;
import dev.dragoman.gateway.upstream.UpstreamSignal;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.EmbeddingInbound;
import dev.dragoman.protocol.codec.EmbeddingOutbound;
import dev.dragoman.protocol.codec.EncodedEmbeddings;
import dev.dragoman.protocol.codec.EncodedEmbeddings.Call;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.model.EmbeddingRequest;
import dev.dragoman.protocol.model.EmbeddingResponse;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * A request for vectors as the client spells it, to an upstream that is asked otherwise. Where the
 * upstream takes fewer texts a call it is several calls, all of which have to succeed. Single use.
 */
final class EmbeddingExchange implements TargetExchange {
  /** Says that a count of tokens is none of the upstream's. */
  private static final WireHeaders ESTIMATED = WireHeaders.of("x-dragoman-token-count", "estimate");

  private final EmbeddingInbound client;
  private final EmbeddingRequest asked;
  private final EmbeddingOutbound vectors;
  private final OutboundCodec upstream;
  private final EncodedEmbeddings encoded;
  private final Instant received;
  private final ExchangeRecord record;
  private @Nullable SeveralCalls several;
  private boolean estimated;

  private EmbeddingExchange(
      Asked asked,
      EmbeddingOutbound vectors,
      PlannedTarget target,
      EncodedEmbeddings encoded,
      ExchangeRecord record) {
    this.client = asked.client;
    this.asked = asked.request;
    this.received = asked.received;
    this.vectors = vectors;
    this.upstream = target.backend().protocol().outbound();
    this.encoded = encoded;
    this.record = record;
  }

  /** What a client asked for. */
  record Asked(EmbeddingInbound client, EmbeddingRequest request, Instant received) {}

  /**
   * The exchange with one target.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for what the target cannot carry
   */
  static EmbeddingExchange of(
      Asked asked, EmbeddingOutbound vectors, PlannedTarget target, ExchangeRecord record) {
    EncodedEmbeddings encoded = vectors.encodeRequest(asked.request, target.target());
    return new EmbeddingExchange(asked, vectors, target, encoded, record);
  }

  /** The first call. */
  @Override
  public WireRequest request() {
    return encoded.calls().getFirst().request();
  }

  @Override
  public Flux<UpstreamSignal> open(Function<WireRequest, Flux<UpstreamSignal>> upstreamCall) {
    if (encoded.calls().size() == 1) {
      return upstreamCall.apply(request());
    }
    SeveralCalls calls = new SeveralCalls(encoded.calls(), this::decoded, record.attempt());
    several = calls;
    return calls.open(upstreamCall);
  }

  /** Of several calls those that are not made yet would be made for nobody. */
  @Override
  public Leaving leaving(Leaving usual) {
    return encoded.calls().size() == 1 ? usual : Leaving.HANG_UP;
  }

  @Override
  public List<Dropped> dropped() {
    return encoded.dropped();
  }

  @Override
  public boolean passThrough() {
    return false;
  }

  @Override
  public byte[] whole(WireResponse response) {
    EmbeddingResponse answer =
        several == null ? decoded(response, encoded.calls().getFirst()) : several.answer();
    record.attempt().used(answer.usage());
    estimated = answer.usage().inputUncached() == null;
    return client.encodeResponse(
        estimated
            ? new EmbeddingResponse(answer.model(), answer.vectors(), Usage.of(inputEstimate(), 0))
            : answer,
        asked);
  }

  private EmbeddingResponse decoded(WireResponse response, Call call) {
    try {
      return vectors.decodeResponse(response, call.inputs());
    } catch (GatewayException e) {
      throw new AttemptFailedException(AttemptFailure.said(e.error()));
    }
  }

  @Override
  public StreamTranslation stream() {
    throw new IllegalStateException("vectors are never streamed");
  }

  @Override
  public long inputEstimate() {
    return encoded.calls().stream().mapToLong(Call::tokens).sum();
  }

  @Override
  public WireHeaders replyHeaders(WireHeaders upstreamHeaders) {
    WireHeaders rates = rates(upstreamHeaders);
    return estimated ? WireHeaders.builder().setAll(rates).setAll(ESTIMATED).build() : rates;
  }

  private WireHeaders rates(WireHeaders upstreamHeaders) {
    if (vectors.id().equals(client.id())) {
      return HeaderPolicy.rateLimits(upstreamHeaders);
    }
    Instant now = record.time().now(received, System.nanoTime());
    List<RateLimit> limits = upstream.rateLimits(upstreamHeaders, now);
    return limits.isEmpty()
        ? WireHeaders.NONE
        : record.protocol().inbound().rateLimits(limits, now);
  }
}
