package dev.dragoman.protocol.conversations;

import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Protocol;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.TokenEstimate;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A client of one protocol and an upstream of another, in one conversation. */
record Pair(Conversation conversation, Protocol client, Protocol upstream) {
  private static final Families FAMILIES = Families.load();

  static List<Pair> of(Conversation conversation, List<Protocol> protocols) {
    List<Pair> pairs = new ArrayList<>();
    for (Protocol client : protocols) {
      protocols.forEach(upstream -> pairs.add(new Pair(conversation, client, upstream)));
    }
    return pairs;
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
    String model =
        JsonScan.of(conversation.source(upstream.id(), Golden.REQUEST), "model").string("model");
    if (model == null) {
      throw new IllegalStateException(conversation.name() + " has a request without a model");
    }
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

  static ChatResponse unary(Protocol protocol, Conversation conversation) {
    byte[] body = conversation.source(protocol.id(), Golden.RESPONSE);
    WireHeaders headers = WireHeaders.of("content-type", "application/json");
    return protocol.outbound().decodeResponse(new WireResponse(200, headers, body));
  }

  static List<StreamEvent> events(Protocol protocol, Conversation conversation) {
    return events(protocol, conversation.source(protocol.id(), Golden.STREAM));
  }

  static List<StreamEvent> events(Protocol protocol, byte[] stream) {
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
