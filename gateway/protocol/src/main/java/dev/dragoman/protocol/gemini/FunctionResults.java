package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code functionResponse}: {@code {"id","name","response":{…},"parts":[…]}}. A response of
 * one string under {@code output}, {@code result} or {@code content} is that text, one with an
 * {@code error} is an error, any other its JSON. Source: {@code FunctionResponse} in the API
 * reference.
 */
final class FunctionResults {
  private static final Set<String> TEXT = Set.of("output", "result", "content");
  private static final String ERROR = "error";
  private static final Set<String> KNOWN = Set.of("id", "name", "response", "parts");

  private FunctionResults() {}

  static ToolResult decode(Spelled result, CallPairs pairs) {
    String name = result.cursor().requireString("name");
    String id = pairs.answered(result.string("id"), name);
    JsonCursor response = result.get("response");
    List<ContentBlock> content = new ArrayList<>();
    boolean failed = false;
    if (response != null) {
      if (!(response.value() instanceof JsonObject object)) {
        throw response.invalid("must be an object");
      }
      failed = object.get(ERROR) != null;
      content.add(Text.of(text(object, failed)));
    }
    for (JsonCursor part : result.items("parts")) {
      ContentBlock medium = GeminiParts.decode(part);
      if (medium != null) {
        content.add(medium);
      }
    }
    Map<String, JsonText> rest = result.rest(KNOWN);
    return new ToolResult(
        id, name, content, failed, false, null, Extensions.of(ProtocolId.GEMINI, rest));
  }

  private static String text(JsonObject response, boolean failed) {
    String alone = failed ? string(response, ERROR) : null;
    if (response.size() == 1 && !failed && TEXT.contains(response.name(0))) {
      alone = string(response, response.name(0));
    }
    return alone == null ? response.source().text() : alone;
  }

  private static @Nullable String string(JsonObject response, String name) {
    return response.get(name) instanceof JsonString(String text) ? text : null;
  }
}
