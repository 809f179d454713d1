package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.List;

/**
 * Whole answers: one {@code GenerateContentResponse}, or the array of them that the streaming
 * method gives to who does not ask for {@code alt=sse}. Either is a stream that is there all at
 * once.
 */
final class GeminiResponses {
  private GeminiResponses() {}

  /**
   * Decodes an answer.
   *
   * @throws GatewayException {@code BAD_UPSTREAM} when it is not one; the error inside when there
   *     is one
   */
  static ChatResponse decode(WireResponse response) {
    try {
      JsonCursor body = JsonCursor.of(JsonReader.parse(response.body()));
      List<JsonCursor> chunks = body.isArray() ? body.items() : List.of(body);
      if (chunks.isEmpty() || !chunks.stream().allMatch(GeminiAnswer::isChunk)) {
        throw new GatewayException(GeminiErrors.decode(response));
      }
      return folded(chunks, !body.isArray());
    } catch (JsonSyntaxException e) {
      throw unreadable("it is no JSON");
    } catch (GatewayException e) {
      throw e.error().kind() == ErrorKind.INVALID_REQUEST ? unreadable(e.error().message()) : e;
    }
  }

  private static ChatResponse folded(List<JsonCursor> chunks, boolean complete) {
    ResponseFold fold = new ResponseFold();
    GeminiAnswer answer = new GeminiAnswer();
    chunks.forEach(chunk -> answer.chunk(chunk, fold));
    answer.finish(complete, fold);
    return fold.toResponse();
  }

  private static GatewayException unreadable(String problem) {
    return GatewayException.of(
        ErrorKind.BAD_UPSTREAM, "the upstream's answer is not one of Gemini: " + problem);
  }
}
