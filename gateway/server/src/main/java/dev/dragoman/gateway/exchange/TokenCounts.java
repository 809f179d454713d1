package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Scanned;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.List;

/** Answers to "how many input tokens would this be", without running a generation. */
final class TokenCounts {
  private static final WireHeaders ESTIMATED = WireHeaders.of("x-dragoman-token-count", "estimate");

  private TokenCounts() {}

  /** An estimate, marked as one. */
  static Reply estimated(InboundCall call, PlannedTarget target, ExchangeRecord record) {
    ChatRequest request = call.protocol().inbound().decodeRequest(call.request());
    record.answeredFor(target);
    byte[] body = call.protocol().inbound().encodeTokenCount(TokenEstimate.inputTokens(request));
    return new Reply.Whole(200, ReplyHeaders.of(record, ESTIMATED), body);
  }

  /** The same question to an upstream of the same protocol. */
  static TargetExchange forwarded(InboundCall call, Scanned scanned, PlannedTarget target) {
    Scanned whole = new Scanned(scanned.model(), false, true, scanned.scan());
    return new Forwarded(PassThroughExchange.request(call, whole, target.target()));
  }

  /** An exchange of which nothing is kept: request and answer pass. */
  record Forwarded(WireRequest request) implements TargetExchange {
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
      return response.body();
    }

    @Override
    public StreamTranslation stream() {
      throw new IllegalStateException("a token count is never streamed");
    }

    /** Providers count for nothing. */
    @Override
    public long inputEstimate() {
      return 0;
    }

    @Override
    public WireHeaders replyHeaders(WireHeaders upstream) {
      return HeaderPolicy.fromSameProtocol(upstream);
    }
  }
}
