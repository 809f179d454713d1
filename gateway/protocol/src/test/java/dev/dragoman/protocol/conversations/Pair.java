package dev.dragoman.protocol.conversations;

import dev.dragoman.protocol.Protocols;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.TokenEstimate;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
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
import java.util.function.Consumer;

/** A client of one protocol and an upstream of another, in one conversation. */
record Pair(Conversation conversation, Protocol client, UpstreamProtocol upstream) {
  private static final Families FAMILIES = Families.load();

  /** The model of conversations with upstreams whose requests name it in the path. */
  private static final String BEDROCK_MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

  /** Every client with every upstream that the conversation is told for. */
  static List<Pair> of(Conversation conversation) {
    List<Pair> pairs = new ArrayList<>();
    for (Protocol client : Protocols.all()) {
      upstreams(conversation)
          .forEach(upstream -> pairs.add(new Pair(conversation, client, upstream)));
    }
    return pairs;
  }

  static List<UpstreamProtocol> upstreams(Conversation conversation) {
    return Protocols.ofUpstreams().stream().filter(conversation::isTold).toList();
  }

  /** The request as a client of the upstream's own protocol sends it, if there are clients. */
  byte[] ownRequest() {
    return Protocols.all().contains(upstream)
        ? conversation.source(upstream.id(), Golden.REQUEST)
        : "{}".getBytes(StandardCharsets.UTF_8);
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
    byte[] body = conversation.source(client.id(), Golden.REQUEST);
    String path = client.endpoints().getFirst().path();
    return client.inbound().decodeRequest(new WireRequest(path, WireHeaders.NONE, body, false));
  }

  /** The request for the model that the upstream's own file asks for. */
  Encoded encodedRequest() {
    String told = JsonScan.of(ownRequest(), "model").string("model");
    String model = told == null ? BEDROCK_MODEL : told;
    Target target = new Target(model, FAMILIES.of(upstream.id(), model));
    return upstream.outbound().encodeRequest(decodedRequest(), target);
  }

  byte[] convertedResponse() {
    Encoded request = encodedRequest();
    ChatResponse response = request.toolNames().restored(unary(upstream, conversation));
    return client.inbound().encodeResponse(request.emulation().applied(response), context());
  }

  byte[] convertedStream() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamEncoder encoder = client.inbound().streamEncoder(context());
    Encoded request = encodedRequest();
    Consumer<StreamEvent> emulated =
        request.emulation().before(event -> encoder.accept(event, out));
    for (StreamEvent event : events(upstream, conversation)) {
      emulated.accept(request.toolNames().restored(event));
    }
    return out.toByteArray();
  }

  private ReplyContext context() {
    ChatRequest request = decodedRequest();
    return new ReplyContext(
        "0123456789abcdef01234567",
        null,
        Instant.ofEpochSecond(1_764_000_000),
        () -> TokenEstimate.inputTokens(request),
        request.includeUsageInStream());
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
