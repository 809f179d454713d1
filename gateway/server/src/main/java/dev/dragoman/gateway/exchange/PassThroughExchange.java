package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.gateway.route.RoutePlan;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.PassThroughCodec;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same protocol on both sides: the bytes pass, observed in parallel (protocols.md 1.3). */
final class PassThroughExchange implements TargetExchange {
  private final ClientProtocol protocol;
  private final OutboundCodec upstream;
  private final WireRequest request;
  private final @Nullable String shownModel;
  private final boolean withholdUsage;
  private final ReplyContext context;
  private final List<Dropped> lowered;
  private final ExchangeRecord record;

  private PassThroughExchange(
      InboundCall call,
      OutboundCodec upstream,
      OutputBound.Bounded<Scanned> bounded,
      WireRequest request,
      @Nullable String shownModel,
      ExchangeRecord record) {
    Scanned scanned = bounded.request();
    this.protocol = call.protocol();
    this.upstream = upstream;
    this.request = request;
    this.shownModel = shownModel;
    this.withholdUsage = scanned.stream() && !scanned.usageInStream();
    this.context =
        new ReplyContext(
            call.requestId(), scanned.model(), call.received(), () -> 0, scanned.usageInStream());
    this.lowered = bounded.lowered();
    this.record = record;
  }

  static PassThroughExchange of(
      InboundCall call,
      OutputBound.Bounded<Scanned> bounded,
      RoutePlan plan,
      PlannedTarget target,
      ExchangeRecord record) {
    Scanned scanned = bounded.request();
    String upstreamModel = target.target().model();
    WireRequest request = request(call, scanned, target.target());
    String shown = upstreamModel.equals(plan.publicModel()) ? null : plan.publicModel();
    OutboundCodec upstream = target.backend().protocol().outbound();
    return new PassThroughExchange(call, upstream, bounded, request, shown, record);
  }

  /** What the client sent, for an upstream that has another name for the model. */
  static WireRequest request(InboundCall call, Scanned scanned, Target target) {
    PassThroughCodec bytes = call.protocol().passThrough();
    return new WireRequest(
        bytes.path(call.request().path(), target),
        bytes.headers(HeaderPolicy.toSameProtocol(call.request().headers())),
        bytes.request(scanned, target.model()),
        scanned.stream());
  }

  @Override
  public WireRequest request() {
    return request;
  }

  @Override
  public List<Dropped> dropped() {
    return lowered;
  }

  @Override
  public boolean passThrough() {
    return true;
  }

  @Override
  public byte[] whole(WireResponse response) {
    observe(response);
    return protocol.passThrough().response(response.body(), shownModel);
  }

  /**
   * An answer that cannot be read here still passes: the client may know more of it. An error whose
   * status says success is an error all the same.
   */
  private void observe(WireResponse response) {
    try {
      ChatResponse answer = upstream.decodeResponse(response);
      record.attempt().used(answer);
    } catch (GatewayException e) {
      if (e.error().raw() != null) {
        throw new AttemptFailedException(AttemptFailure.said(e.error()));
      }
      record.failed(e.error().kind());
      record.attempt().passedUnread(response.body().length);
    }
  }

  @Override
  public StreamTranslation stream() {
    return new PassThroughStream(
        protocol,
        upstream,
        context,
        new PassThroughStream.Edits(shownModel, withholdUsage),
        record::observe);
  }

  /** Media count by what they are, so the body is decoded; one that cannot be, by its size. */
  @Override
  public long inputEstimate() {
    try {
      return TokenEstimate.inputTokens(protocol.inbound().decodeRequest(request));
    } catch (GatewayException e) {
      return TokenEstimate.ofBytes(request.body().length);
    }
  }

  @Override
  public WireHeaders replyHeaders(WireHeaders upstream) {
    return HeaderPolicy.fromSameProtocol(upstream);
  }
}
