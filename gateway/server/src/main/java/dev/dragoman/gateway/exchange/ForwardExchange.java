package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.ForwardCodec;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that is no conversation, to an upstream that speaks as the client does: the bytes pass,
 * and what was used is read off the answer.
 */
final class ForwardExchange implements TargetExchange {
  private final ForwardCodec codec;
  private final WireRequest request;
  private final @Nullable String shownModel;
  private final ExchangeRecord record;

  private ForwardExchange(
      ForwardCodec codec, WireRequest request, @Nullable String shownModel, ExchangeRecord record) {
    this.codec = codec;
    this.request = request;
    this.shownModel = shownModel;
    this.record = record;
  }

  /**
   * The exchange of a call that nobody can convert.
   *
   * @throws GatewayException {@code UNKNOWN_PATH} where the target speaks otherwise than the client
   */
  static ForwardExchange of(
      InboundCall call,
      Scanned scanned,
      RoutePlan plan,
      PlannedTarget planned,
      ExchangeRecord record) {
    if (!planned.backend().protocol().forwards(call.protocol().id())) {
      throw GatewayException.of(
          ErrorKind.UNKNOWN_PATH,
          call.request().path()
              + " is served for models of providers that speak "
              + call.protocol().forward().spoken()
              + ", of which this one is none; conversations and embeddings are served for all");
    }
    if (call.protocol().passThrough().holdsGatewayState(call.request().body())) {
      throw GatewayException.invalid(
          "", "the request holds reasoning state of another provider, which this one cannot read");
    }
    return of(call.protocol().forward(), call, scanned, plan, planned, record);
  }

  static ForwardExchange of(
      ForwardCodec codec,
      InboundCall call,
      Scanned scanned,
      RoutePlan plan,
      PlannedTarget planned,
      ExchangeRecord record) {
    Target target = planned.target();
    WireRequest request =
        new WireRequest(
            codec.path(call.request().path(), target),
            HeaderPolicy.toSameProtocol(call.request().headers())
                .with("content-type", "application/json"),
            codec.request(scanned, target.model()),
            false);
    String shown = target.model().equals(plan.publicModel()) ? null : plan.publicModel();
    return new ForwardExchange(codec, request, shown, record);
  }

  @Override
  public WireRequest request() {
    return request;
  }

  @Override
  public List<Dropped> dropped() {
    return List.of();
  }

  @Override
  public boolean passThrough() {
    return true;
  }

  @Override
  public byte[] whole(WireResponse response) {
    try {
      record.attempt().used(codec.usage(response));
    } catch (GatewayException e) {
      throw new AttemptFailedException(AttemptFailure.said(e.error()));
    }
    return codec.response(response.body(), shownModel);
  }

  @Override
  public StreamTranslation stream() {
    throw new IllegalStateException("what is no conversation is answered whole");
  }

  @Override
  public long inputEstimate() {
    return codec.inputTokens(request);
  }

  /** With the type: an answer may be a sound. */
  @Override
  public WireHeaders replyHeaders(WireHeaders upstream) {
    WireHeaders passed = HeaderPolicy.fromSameProtocol(upstream);
    String type = upstream.first("content-type");
    return type == null ? passed : passed.with("content-type", type);
  }
}
