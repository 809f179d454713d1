package dev.dragoman.gateway.exchange;

import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.envelope.StateSealer;
import dev.dragoman.protocol.model.ResponseEvents;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Frames, events, events checked, bytes:
 *
 * <pre>
 * SseDecoder → StreamDecoder → ToolNames → Emulation → StreamValidator → observer, StateSealer → StreamEncoder
 * </pre>
 *
 * One synchronous chain for each read of the network, so that each read is one write to the client.
 */
final class ConvertedStream implements StreamTranslation {
  private final OutboundCodec upstream;
  private final ToolNames toolNames;
  private final SseDecoder frames = new SseDecoder();
  private final StreamDecoder decoder;
  private final StreamValidator validator;
  private final Consumer<StreamEvent> restored;
  private final Client client;
  private final Consumer<StreamEvent> observer;
  private ByteArrayOutputStream out = new ByteArrayOutputStream(0);
  private final StreamProgress progress = new StreamProgress();

  /** How events reach the client: with its thoughts sealed, in its protocol. */
  record Client(StateSealer sealer, StreamEncoder encoder) {}

  ConvertedStream(
      OutboundCodec upstream, Encoded request, Client client, Consumer<StreamEvent> observer) {
    this.upstream = upstream;
    this.toolNames = request.toolNames();
    this.decoder = upstream.streamDecoder();
    this.client = client;
    this.observer = observer;
    this.validator = new StreamValidator(this::deliver);
    this.restored = request.emulation().before(validator);
  }

  private void deliver(StreamEvent event) {
    observer.accept(event);
    progress.observe(event);
    client.sealer.accept(event, sealed -> client.encoder.accept(sealed, out));
  }

  private void decoded(StreamEvent event) {
    restored.accept(toolNames.restored(progress.forClient(event)));
  }

  @Override
  public void accept(byte[] chunk, ByteArrayOutputStream sink) {
    out = sink;
    frames.accept(chunk, frame -> decoder.accept(frame, this::decoded));
  }

  @Override
  public void finish(ByteArrayOutputStream sink) {
    out = sink;
    frames.finish(frame -> decoder.accept(frame, this::decoded));
    decoder.finish(this::decoded);
  }

  @Override
  public void whole(WireResponse response, ByteArrayOutputStream sink) {
    out = sink;
    ResponseEvents.emit(AnswerReader.decoded(upstream, response), this::decoded);
  }

  @Override
  public void fail(AttemptFailure failure, ByteArrayOutputStream sink) {
    out = sink;
    if (!progress.ended()) {
      progress.failed(failure);
      validator.accept(new StreamEvent.StreamError(failure.error()));
    }
  }

  @Override
  public void keepAlive(ByteArrayOutputStream sink) {
    if (!progress.ended()) {
      client.encoder.accept(new StreamEvent.KeepAlive(), sink);
    }
  }

  @Override
  public StreamProgress progress() {
    return progress;
  }
}
