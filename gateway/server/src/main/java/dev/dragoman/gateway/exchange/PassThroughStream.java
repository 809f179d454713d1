package dev.dragoman.gateway.exchange;

import dev.dragoman.protocol.codec.ClientProtocol;
import dev.dragoman.protocol.codec.OutboundCodec;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.ResponseEvents;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.protocol.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Forwards each frame as it came and decodes a copy for the record. What the decoder says is used
 * for accounting and to tell an end from a cut, never to change a byte.
 */
final class PassThroughStream implements StreamTranslation {
  private static final byte[] BLANK_LINE = {'\n', '\n'};

  private final ClientProtocol protocol;
  private final OutboundCodec upstream;
  private final Edits edits;
  private final SseDecoder frames = new SseDecoder();
  private final StreamDecoder decoder;
  private final StreamEncoder own;
  private final Consumer<StreamEvent> observer;
  private final StreamProgress progress = new StreamProgress();
  private boolean unreadable;

  /** The two edits that still count as pass-through. */
  record Edits(@Nullable String shownModel, boolean withholdUsage) {}

  PassThroughStream(
      ClientProtocol protocol,
      OutboundCodec upstream,
      ReplyContext context,
      Edits edits,
      Consumer<StreamEvent> observer) {
    this.protocol = protocol;
    this.edits = edits;
    this.upstream = upstream;
    this.decoder = upstream.streamDecoder();
    this.own = protocol.inbound().streamEncoder(context);
    this.observer = observer;
  }

  @Override
  public void accept(byte[] chunk, ByteArrayOutputStream out) {
    frames.accept(chunk, frame -> forward(frame, out));
  }

  private void forward(SseFrame frame, ByteArrayOutputStream out) {
    if (progress.error() != null) {
      // What follows an error would make it look like a success.
      return;
    }
    if (!unreadable) {
      decoder.accept(frame, this::heard);
    }
    GatewayError failure = progress.error();
    if (failure != null) {
      // An upstream's error may tell what is not the client's to know, so its words are not passed.
      own.accept(new StreamEvent.StreamError(failure), out);
      return;
    }
    byte[] bytes = protocol.passThrough().frame(frame, edits.shownModel, edits.withholdUsage);
    if (bytes != null) {
      out.write(bytes, 0, bytes.length);
      if (frame.hasData()) {
        own.passed();
      }
    }
  }

  /** A frame that the end of the stream ended instead of a blank line; a part of one is dropped. */
  private void last(SseFrame frame, ByteArrayOutputStream out) {
    if (!isCut(frame)) {
      forward(frame, out);
      out.writeBytes(BLANK_LINE);
    }
  }

  private static boolean isCut(SseFrame frame) {
    byte[] data = frame.data();
    if (data == null || data.length == 0) {
      return true;
    }
    if (data[0] != '{') {
      return false;
    }
    try {
      return !(JsonReader.parse(data) instanceof JsonValue.JsonObject);
    } catch (JsonSyntaxException e) {
      return true;
    }
  }

  /** The client's own encoder hears of the start, so that an error continues the same answer. */
  private void heard(StreamEvent event) {
    observe(event);
    if (event instanceof StreamEvent.MessageStart) {
      own.accept(event, new ByteArrayOutputStream(0));
    }
  }

  private void observe(StreamEvent event) {
    if (event instanceof StreamEvent.StreamError(GatewayError said)
        && said.kind() == ErrorKind.BAD_UPSTREAM
        && said.raw() == null) {
      // The decoder does not understand a frame; the client may, so the bytes go on unobserved.
      unreadable = true;
      progress.unreadable();
      return;
    }
    StreamEvent shown = progress.forClient(event);
    observer.accept(shown);
    progress.observe(shown);
  }

  @Override
  public void finish(ByteArrayOutputStream out) {
    frames.finish(frame -> last(frame, out));
    if (unreadable || progress.ended()) {
      return;
    }
    decoder.finish(this::observe);
    GatewayError cut = progress.error();
    if (cut != null) {
      own.accept(new StreamEvent.StreamError(cut), out);
    }
  }

  @Override
  public void whole(WireResponse response, ByteArrayOutputStream out) {
    ResponseEvents.emit(
        AnswerReader.decoded(upstream, response),
        event -> {
          observe(event);
          own.accept(event, out);
        });
  }

  @Override
  public void fail(AttemptFailure failure, ByteArrayOutputStream out) {
    if (!progress.ended()) {
      progress.failed(failure);
      StreamEvent error = new StreamEvent.StreamError(failure.error());
      observer.accept(error);
      progress.observe(error);
      own.accept(error, out);
    }
  }

  @Override
  public void keepAlive(ByteArrayOutputStream out) {
    if (!progress.ended()) {
      own.accept(new StreamEvent.KeepAlive(), out);
    }
  }

  @Override
  public StreamProgress progress() {
    return progress;
  }
}
