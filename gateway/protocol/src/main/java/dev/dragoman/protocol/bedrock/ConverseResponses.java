package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole answers: {@code {"output":{"message"},"stopReason","usage","serviceTier"}}. The id is in a
 * header, the model is not told.
 */
final class ConverseResponses {
  private ConverseResponses() {}

  /**
   * Decodes an answer.
   *
   * @throws GatewayException {@code BAD_UPSTREAM} when it is not one; the error inside when there
   *     is one
   */
  static ChatResponse decode(WireResponse response) {
    try {
      JsonCursor body = JsonCursor.of(JsonReader.parse(response.body()));
      if (!body.isObject() || body.get("output") == null) {
        throw new GatewayException(ConverseErrors.decode(response));
      }
      return response(body, response.headers().first(ConverseErrors.REQUEST_ID));
    } catch (JsonSyntaxException e) {
      throw unreadable("it is no JSON");
    } catch (GatewayException e) {
      throw e.error().kind() == ErrorKind.INVALID_REQUEST ? unreadable(e.error().message()) : e;
    }
  }

  private static GatewayException unreadable(String problem) {
    return GatewayException.of(
        ErrorKind.BAD_UPSTREAM, "the upstream's answer is not one of Bedrock: " + problem);
  }

  private static ChatResponse response(JsonCursor body, @Nullable String id) {
    JsonCursor message = body.require("output").require("message");
    List<ContentBlock> content = new ArrayList<>();
    for (JsonCursor block : message.items("content")) {
      content.add(ConverseBlockDecoder.block(block));
    }
    boolean called = ContentBlock.anyIs(ToolCall.class, content);
    JsonCursor tier = body.get("serviceTier");
    return new ChatResponse(
        id,
        null,
        null,
        List.of(
            new Candidate(
                0, content, ConverseStops.decode(body).agreeing(called), null, Extensions.NONE)),
        ConverseUsage.decode(body),
        tier == null ? null : tier.string("type"),
        null,
        null,
        Extensions.NONE);
  }
}
