package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;

/**
 * Calls of functions that stand for raw-text tools, back to raw text: the arguments {@code
 * {"input":"…"}} go on as what {@code input} holds (codex-relay#37, antirez/ds4#745). Arguments of
 * another form, as a call that was cut has them, are the text themselves.
 */
final class FreeformRule implements RewrittenCalls.Rule {
  static final FreeformRule INSTANCE = new FreeformRule();

  /** The one property of a function that stands for a raw-text tool. */
  private static final String INPUT = "input";

  private FreeformRule() {}

  @Override
  public ToolCall begun(ToolCall call) {
    return new ToolCall(
        call.id(),
        call.itemId(),
        call.name(),
        call.namespace(),
        call.arguments().equals(JsonText.EMPTY_OBJECT)
            ? JsonText.ofString("")
            : text(call.arguments().text()),
        true,
        call.signature(),
        call.cache(),
        call.ext());
  }

  @Override
  public String arguments(String whole) {
    return text(whole).text();
  }

  /** The raw text as a JSON string. */
  private static JsonText text(String arguments) {
    if (arguments.isEmpty()) {
      return JsonText.ofString("");
    }
    return JsonReader.tryParse(arguments) instanceof JsonObject object
            && object.size() == 1
            && object.get(INPUT) instanceof JsonString(String raw)
        ? JsonText.ofString(raw)
        : JsonText.ofString(arguments);
  }
}
