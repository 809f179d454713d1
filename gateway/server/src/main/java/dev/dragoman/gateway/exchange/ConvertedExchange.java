package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.RoutePolicy.LossPolicy;
import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.envelope.StateSealer;
import dev.dragoman.protocol.envelope.StateSealer.View;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.normalise.Leniency;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Instant;
import java.util.List;

/** The client's protocol on one side, the target's on the other, the neutral model between. */
final class ConvertedExchange implements TargetExchange {
  private final InboundCodec client;
  private final OutboundCodec upstream;
  private final Encoded encoded;
  private final ReplyContext context;
  private final View view;
  private final Thoughts thoughts;
  private final ExchangeRecord record;
  private final Instant received;
  private final boolean sameProtocol;

  private ConvertedExchange(
      InboundCall call,
      PlannedTarget target,
      Encoded encoded,
      ReplyContext context,
      View view,
      Thoughts thoughts,
      ExchangeRecord record) {
    this.client = call.protocol().inbound();
    this.upstream = target.backend().protocol().outbound();
    this.received = call.received();
    this.sameProtocol = call.protocol().id().equals(target.backend().protocol().id());
    this.encoded = encoded;
    this.context = context;
    this.view = view;
    this.thoughts = thoughts;
    this.record = record;
  }

  /**
   * Where a request goes.
   *
   * @param losses whether it may get there without what the answer depends on
   */
  record Aim(PlannedTarget target, LossPolicy losses) {
    private Encoded encoded(ChatRequest request) {
      OutboundCodec codec = target.backend().protocol().outbound();
      return switch (losses) {
        case Strict -> codec.encodeRequest(request, target.target());
        case Lenient -> Leniency.encoded(codec, request, target.target());
      };
    }
  }

  static ConvertedExchange of(
      InboundCall call,
      OutputBound.Bounded<ChatRequest> bounded,
      Aim aim,
      Thoughts thoughts,
      ExchangeRecord record) {
    PlannedTarget target = aim.target();
    Capabilities capabilities = target.target().capabilities();
    ChatRequest request = thoughts.restored(bounded.request(), capabilities.controls().state());
    View view = view(call, request, target);
    ReplyContext context =
        new ReplyContext(
            call.requestId(),
            request.model(),
            call.received(),
            () -> TokenEstimate.inputTokens(request),
            request.includeUsageInStream(),
            view != View.NOTHING,
            call.request());
    return new ConvertedExchange(
        call,
        target,
        aim.encoded(request).after(bounded.lowered()),
        context,
        view,
        thoughts,
        record);
  }

  /** Clients that did not ask for thinking get none of another protocol's, and keep their own. */
  private static View view(InboundCall call, ChatRequest request, PlannedTarget target) {
    ReasoningConfig asked = request.reasoning();
    if (call.protocol().id().equals(target.backend().protocol().id())) {
      return View.TEXT;
    }
    if (asked == null || asked.mode() == ReasoningConfig.Mode.OFF) {
      return View.NOTHING;
    }
    return asked.display() == ReasoningConfig.Display.OMITTED ? View.ENVELOPE : View.TEXT;
  }

  @Override
  public WireRequest request() {
    return encoded.request();
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
    ChatResponse answer = AnswerReader.decoded(upstream, response);
    record.attempt().used(answer);
    ChatResponse restored = encoded.emulation().applied(encoded.toolNames().restored(answer));
    thoughts.turn().observe(restored);
    return client.encodeResponse(sealer().sealed(restored), context);
  }

  private StateSealer sealer() {
    return thoughts.sealer(
        new StateSealer.Sides(client.thoughtCarrier(), upstream.signsThinking(), view));
  }

  @Override
  public StreamTranslation stream() {
    TurnThoughts turn = thoughts.turn();
    return new ConvertedStream(
        upstream,
        encoded,
        new ConvertedStream.Client(sealer(), client.streamEncoder(context)),
        event -> {
          record.observe(event);
          turn.observe(event);
        });
  }

  @Override
  public long inputEstimate() {
    return context.estimatedInputTokens().getAsLong();
  }

  /** Rates alone: whole families where both sides speak the same, else what both have words for. */
  @Override
  public WireHeaders replyHeaders(WireHeaders upstreamHeaders) {
    if (sameProtocol) {
      return HeaderPolicy.rateLimits(upstreamHeaders);
    }
    Instant now = record.time().now(received, System.nanoTime());
    List<RateLimit> limits = upstream.rateLimits(upstreamHeaders, now);
    return limits.isEmpty() ? WireHeaders.NONE : client.rateLimits(limits, now);
  }
}
