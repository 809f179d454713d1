package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.wire.SseFrame;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Frames of {@code streamGenerateContent?alt=sse} → events, see {@link GeminiAnswer}. */
final class GeminiStreamDecoder implements StreamDecoder {
  /** No word of Google's; some servers that imitate it end with it. */
  private static final String DONE = "[DONE]";

  private final GeminiAnswer answer = new GeminiAnswer();

  @Override
  public void accept(SseFrame frame, Consumer<? super StreamEvent> events) {
    byte[] data = frame.data();
    if (answer.isOver() || data == null || frame.dataText().strip().equals(DONE)) {
      return;
    }
    try {
      JsonCursor chunk = JsonCursor.of(JsonReader.parse(data));
      if (GeminiAnswer.isChunk(chunk)) {
        answer.chunk(chunk, events);
      } else {
        answer.fail(notAChunk(chunk, data), events);
      }
    } catch (JsonSyntaxException e) {
      answer.fail(badFrame("it is no JSON"), events);
    } catch (GatewayException e) {
      answer.fail(badFrame(e.error().message()), events);
    }
  }

  private static GatewayError notAChunk(JsonCursor frame, byte[] data) {
    boolean error = frame.isArray() || (frame.isObject() && frame.get("error") != null);
    return error ? GeminiErrors.decodeInAnswer(data) : badFrame("it is none of its answers");
  }

  private static GatewayError badFrame(@Nullable String problem) {
    return GatewayError.of(
        ErrorKind.BAD_UPSTREAM,
        "the upstream sent a frame that does not belong in a Gemini stream: " + problem);
  }

  @Override
  public void finish(Consumer<? super StreamEvent> events) {
    answer.finish(false, events);
  }
}
