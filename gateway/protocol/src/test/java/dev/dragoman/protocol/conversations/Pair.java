package dev.dragoman.protocol.conversations;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.envelope.Envelopes;
import dev.dragoman.protocol.envelope.Keys;
import dev.dragoman.protocol.envelope.StateSealer;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A client of one protocol and an upstream of another, in one conversation. */
record Pair(Conversation conversation, ClientProtocol client, UpstreamProtocol upstream) {
  private static final Families FAMILIES = Families.load();

  private static final String REQUEST_ID = "0123456789abcdef01234567";
  private static final String NO_REQUEST = "{}";

  /** The models of conversations that name none, by upstream. */
  private static final Map<String, String> MODELS =
      Map.of(
          "anthropic",
          "claude-sonnet-4-5",
          "openai.chat",
          "gpt-4.1",
          "openai.responses",
          "gpt-4.1",
          "bedrock",
          "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
          "gemini",
          "gemini-3-pro-preview");

  /** Every client that asks with every upstream that is asked. */
  static List<Pair> asking(Conversation conversation) {
    return of(
        conversation,
        Protocols.all().stream().filter(client -> conversation.asks(client.id())).toList(),
        Protocols.ofUpstreams().stream().filter(to -> isAsked(conversation, to)).toList());
  }

  /** Every client with every upstream that answers, but where the request was refused. */
  static List<Pair> answering(Conversation conversation) {
    return of(conversation, Protocols.all(), upstreams(conversation)).stream()
        .filter(pair -> pair.attempt() instanceof Reaches)
        .toList();
  }

  private static List<Pair> of(
      Conversation conversation, List<ClientProtocol> clients, List<UpstreamProtocol> upstreams) {
    List<Pair> pairs = new ArrayList<>();
    for (ClientProtocol client : clients) {
      upstreams.forEach(upstream -> pairs.add(new Pair(conversation, client, upstream)));
    }
    return pairs;
  }

  /** The upstreams whose answers the conversation tells. */
  static List<UpstreamProtocol> upstreams(Conversation conversation) {
    return Protocols.ofUpstreams().stream().filter(conversation::answers).toList();
  }

  /** Those with models where the case names models, else those that answer, else all. */
  private static boolean isAsked(Conversation conversation, UpstreamProtocol upstream) {
    Set<String> modelled = conversation.modelled();
    return modelled.isEmpty()
        ? conversation.answers(upstream) || upstreams(conversation).isEmpty()
        : modelled.contains(upstream.id().value());
  }

  /** The request as a client of the upstream's own protocol sends it, if the case has one. */
  byte[] ownRequest() {
    return conversation.asks(upstream.id())
        ? conversation.source(upstream.id(), Golden.REQUEST)
        : NO_REQUEST.getBytes(StandardCharsets.UTF_8);
  }

  /** Requests go from the client to the upstream. */
  String forth() {
    return client.id() + "-to-" + upstream.id();
  }

  /** Answers go from the upstream to the client. */
  String back() {
    return upstream.id() + "-to-" + client.id();
  }

  ChatRequest decodedRequest() {
    return client.inbound().decodeRequest(asked());
  }

  private WireRequest asked() {
    byte[] body = conversation.question(client);
    String path = client.endpoints().getFirst().at("public");
    return new WireRequest(path, conversation.headers(client.id()), body, false);
  }

  /** What becomes of a request. */
  sealed interface Attempt {}

  /** It goes to its upstream. */
  record Reaches(Encoded encoded) implements Attempt {}

  /** The upstream cannot be asked. */
  record Refused(GatewayError error) implements Attempt {}

  Attempt attempt() {
    try {
      return new Reaches(encodedRequest());
    } catch (GatewayException refused) {
      return new Refused(refused.error());
    }
  }

  /** The request for the model that the case names, or that the upstream's own file asks for. */
  Encoded encodedRequest() {
    String model = model();
    Target target = new Target(model, FAMILIES.of(upstream.id(), model));
    return upstream.outbound().encodeRequest(decodedRequest(), target);
  }

  private String model() {
    String named = conversation.model(upstream.id());
    if (named != null) {
      return named;
    }
    String told = JsonScan.of(ownRequest(), "model").string("model");
    return told == null ? MODELS.getOrDefault(upstream.id().value(), "model") : told;
  }

  /** The body in which the client gets a refusal. */
  byte[] refused(GatewayError error) {
    return client.inbound().encodeError(error, REQUEST_ID).body();
  }

  byte[] convertedResponse() {
    Encoded request = encodedRequest();
    ChatResponse response = request.toolNames().restored(unary(upstream, conversation));
    ChatResponse whole = request.emulation().applied(response);
    return client.inbound().encodeResponse(sealer().sealed(whole), context());
  }

  byte[] convertedStream() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamEncoder encoder = client.inbound().streamEncoder(context());
    StateSealer sealer = sealer();
    clientEvents().forEach(event -> sealer.accept(event, sealed -> encoder.accept(sealed, out)));
    return out.toByteArray();
  }

  /** What the upstream streamed, in the client's names and with what the gateway emulates. */
  List<StreamEvent> clientEvents() {
    List<StreamEvent> events = new ArrayList<>();
    Encoded request = encodedRequest();
    Consumer<StreamEvent> emulated = request.emulation().before(events::add);
    for (StreamEvent event : events(upstream, conversation)) {
      emulated.accept(request.toolNames().restored(event));
    }
    return events;
  }

  private StateSealer sealer() {
    boolean signs = upstream.outbound().signsThinking();
    return new StateSealer(
        new Envelopes(Keys.ring(Keys.key("golden", 7))),
        new StateSealer.Sides(client.inbound().thoughtCarrier(), signs, StateSealer.View.TEXT));
  }

  private ReplyContext context() {
    ChatRequest request = decodedRequest();
    return new ReplyContext(
        REQUEST_ID,
        null,
        Instant.ofEpochSecond(1_764_000_000),
        () -> TokenEstimate.inputTokens(request),
        request.includeUsageInStream(),
        true,
        asked());
  }

  static ChatResponse unary(UpstreamProtocol protocol, Conversation conversation) {
    byte[] body = conversation.source(protocol.id(), Golden.RESPONSE);
    WireHeaders headers = WireHeaders.of("content-type", "application/json");
    return protocol.outbound().decodeResponse(new WireResponse(200, headers, body));
  }

  static List<StreamEvent> events(UpstreamProtocol protocol, Conversation conversation) {
    return events(protocol, conversation.source(protocol.id(), Golden.STREAM));
  }

  static List<StreamEvent> events(UpstreamProtocol protocol, byte[] stream) {
    List<StreamEvent> events = new ArrayList<>();
    StreamValidator validator = new StreamValidator(events::add);
    StreamDecoder decoder = protocol.outbound().streamDecoder();
    for (SseFrame frame : Golden.frames(stream)) {
      decoder.accept(frame, validator);
    }
    decoder.finish(validator);
    validator.finish();
    return events;
  }

  static ChatResponse folded(List<StreamEvent> events) {
    ResponseFold fold = new ResponseFold();
    events.forEach(fold);
    return fold.toResponse();
  }
}
