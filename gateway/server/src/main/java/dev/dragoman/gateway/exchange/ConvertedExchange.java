package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.route.PlannedTarget;
import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.InboundCodec;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.envelope.StateSealer;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The client's protocol on one side, the target's on the other, the neutral model between. */
final class ConvertedExchange implements TargetExchange {
  private final InboundCodec client;
  private final OutboundCodec upstream;
  private final Encoded encoded;
  private final ReplyContext context;
  private final Thoughts thoughts;
  private final ExchangeRecord record;

  private ConvertedExchange(
      InboundCodec client,
      OutboundCodec upstream,
      Encoded encoded,
      ReplyContext context,
      Thoughts thoughts,
      ExchangeRecord record) {
    this.client = client;
    this.upstream = upstream;
    this.encoded = encoded;
    this.context = context;
    this.thoughts = thoughts;
    this.record = record;
  }

  static ConvertedExchange of(
      InboundCall call,
      OutputBound.Bounded<ChatRequest> bounded,
      PlannedTarget target,
      Thoughts thoughts,
      ExchangeRecord record) {
    Capabilities capabilities = target.target().capabilities();
    ChatRequest request = thoughts.restored(bounded.request(), capabilities.controls().state());
    OutboundCodec upstream = target.backend().protocol().outbound();
    ReplyContext context =
        new ReplyContext(
            call.requestId(),
            request.model(),
            call.received(),
            () -> TokenEstimate.inputTokens(request),
            request.includeUsageInStream(),
            isThinkingShown(call, request, target));
    return new ConvertedExchange(
        call.protocol().inbound(),
        upstream,
        withLowered(upstream.encodeRequest(request, target.target()), bounded.lowered()),
        context,
        thoughts,
        record);
  }

  /** Clients that did not ask for thinking get none of another protocol's, and keep their own. */
  private static boolean isThinkingShown(
      InboundCall call, ChatRequest request, PlannedTarget target) {
    ReasoningConfig asked = request.reasoning();
    return call.protocol().id().equals(target.backend().protocol().id())
        || (asked != null
            && asked.mode() != ReasoningConfig.Mode.OFF
            && asked.display() != ReasoningConfig.Display.OMITTED);
  }

  /** What was lost before the target was asked; what it lost of the same parts is no news. */
  private static Encoded withLowered(Encoded encoded, List<Dropped> lowered) {
    if (lowered.isEmpty()) {
      return encoded;
    }
    List<Dropped> all = new ArrayList<>(lowered);
    Set<String> told = lowered.stream().map(Dropped::path).collect(Collectors.toSet());
    encoded.dropped().stream().filter(loss -> !told.contains(loss.path())).forEach(all::add);
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
    ChatResponse restored = encoded.emulation().applied(encoded.toolNames().restored(answer));
    thoughts.turn().observe(restored);
    return client.encodeResponse(sealer().sealed(restored), context);
  }

  private StateSealer sealer() {
    return thoughts.sealer(
        new StateSealer.Sides(
            client.thoughtCarrier(), upstream.signsThinking(), context.showsReasoning()));
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
  public WireHeaders replyHeaders(WireHeaders upstreamHeaders) {
    return WireHeaders.NONE;
  }
}
