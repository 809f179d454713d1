package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;

/** The client's protocol on one side, the target's on the other, the neutral model between. */
final class ConvertedExchange implements TargetExchange {
  private final InboundCodec client;
  private final OutboundCodec upstream;
  private final Encoded encoded;
  private final ReplyContext context;
  private final ExchangeRecord record;

  private ConvertedExchange(
      InboundCodec client,
      OutboundCodec upstream,
      Encoded encoded,
      ReplyContext context,
      ExchangeRecord record) {
    this.client = client;
    this.upstream = upstream;
    this.encoded = encoded;
    this.context = context;
    this.record = record;
  }

  static ConvertedExchange of(
      InboundCall call,
      OutputBound.Bounded<ChatRequest> bounded,
      PlannedTarget target,
      ExchangeRecord record) {
    ChatRequest request = bounded.request();
    OutboundCodec upstream = target.backend().protocol().outbound();
    ReplyContext context =
        new ReplyContext(
            call.requestId(),
            request.model(),
            call.received(),
            () -> TokenEstimate.inputTokens(request),
            request.includeUsageInStream());
    return new ConvertedExchange(
        call.protocol().inbound(),
        upstream,
        withLowered(upstream.encodeRequest(request, target.target()), bounded.lowered()),
        context,
        record);
  }

  private static Encoded withLowered(Encoded encoded, List<Dropped> lowered) {
    if (lowered.isEmpty()) {
      return encoded;
    }
    List<Dropped> all = new ArrayList<>(lowered);
    all.addAll(encoded.dropped());
    return new Encoded(encoded.request(), all, encoded.toolNames(), encoded.emulation());
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
    record.used(
        answer.usage(),
        answer.candidates().isEmpty() ? null : answer.candidates().getFirst().stop().kind());
    return client.encodeResponse(
        encoded.emulation().applied(encoded.toolNames().restored(answer)), context);
  }

  @Override
  public StreamTranslation stream() {
    return new ConvertedStream(upstream, encoded, client.streamEncoder(context), record::observe);
  }

  @Override
  public WireHeaders replyHeaders(WireHeaders upstreamHeaders) {
    return WireHeaders.NONE;
  }
}
