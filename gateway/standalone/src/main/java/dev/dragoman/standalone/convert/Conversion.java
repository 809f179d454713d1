package dev.dragoman.standalone.convert;

import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.UpstreamProtocol;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.protocol.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request or answer in another protocol, by the codecs that serve. The same input gives the
 * same bytes: what a gateway would make up, ids and times, is fixed here.
 *
 * @param dropped what could not be carried
 * @param failure the error that a stream ends in, null when it ends well
 */
public record Conversion(byte[] body, List<Dropped> dropped, @Nullable String failure) {
  private static final String REQUEST_ID = "offline";

  public Conversion {
    dropped = List.copyOf(dropped);
  }

  /**
   * A client's request for an upstream.
   *
   * @param model the upstream's name of the model, null for the name in the body
   * @throws GatewayException {@code INVALID_REQUEST} naming what is refused
   */
  public static Conversion ofRequest(
      ClientProtocol client, UpstreamProtocol upstream, @Nullable String model, byte[] body) {
    String path = client.endpoints().getFirst().at(model == null ? "model" : model);
    ChatRequest request =
        client.inbound().decodeRequest(new WireRequest(path, WireHeaders.NONE, body, false));
    String served = model == null ? request.model() : model;
    Target target = new Target(served, Families.load().of(upstream.id(), served));
    Encoded encoded = upstream.outbound().encodeRequest(request, target);
    return new Conversion(encoded.request().body(), encoded.dropped(), null);
  }

  /**
   * An upstream's whole answer for a client.
   *
   * @param model the name to show, null for the one in the answer
   * @throws GatewayException when it is no answer, or holds an error
   */
  public static Conversion ofAnswer(
      UpstreamProtocol upstream, ClientProtocol client, @Nullable String model, byte[] body) {
    ChatResponse answer =
        upstream.outbound().decodeResponse(new WireResponse(200, WireHeaders.NONE, body));
    return new Conversion(client.inbound().encodeResponse(answer, context(model)), List.of(), null);
  }

  /** An upstream's streamed answer for a client, with everything that it ends in. */
  public static Conversion ofStream(
      UpstreamProtocol upstream, ClientProtocol client, @Nullable String model, byte[] stream) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicReference<@Nullable String> failure = new AtomicReference<>();
    StreamEncoder encoder = client.inbound().streamEncoder(context(model));
    StreamValidator validator =
        new StreamValidator(event -> {
          if (event instanceof StreamEvent.StreamError error) {
            failure.set(error.error().message());
          }
          encoder.accept(event, out);
        });
    StreamDecoder decoder = upstream.outbound().streamDecoder();
    SseDecoder frames = new SseDecoder();
    frames.accept(stream, frame -> decoder.accept(frame, validator));
    frames.finish(frame -> decoder.accept(frame, validator));
    decoder.finish(validator);
    return new Conversion(out.toByteArray(), List.of(), failure.get());
  }

  private static ReplyContext context(@Nullable String model) {
    return new ReplyContext(REQUEST_ID, model, Instant.EPOCH, () -> 0, true);
  }
}
