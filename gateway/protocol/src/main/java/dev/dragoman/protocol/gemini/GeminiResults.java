package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.MediaSource.Inline;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code functionResponse}: {@code {"id","name","response":{…},"parts":[…]}}. The response has to
 * be an object: text that is one is sent as it is, any other as {@code {"output":"…"}}, an error as
 * {@code {"error":"…"}}. Gemini 3 takes images and documents in {@code parts}. Source: "Function
 * calling" on ai.google.dev, Multimodal function responses.
 *
 * @param identified whether they have ids
 * @param takesMedia whether the model takes media within a result
 */
record GeminiResults(boolean identified, boolean takesMedia) {
  void write(JsonWriter out, ToolResult result, String name) {
    out.beginObject()
        .beginObject("functionResponse")
        .field("id", identified ? result.toolCallId() : null)
        .field("name", name)
        .field("response", response(result));
    List<ContentBlock> media = result.content().stream().filter(this::isWithin).toList();
    if (!media.isEmpty()) {
      out.beginArray("parts");
      media.forEach(block -> GeminiPartEncoder.media(out, block));
      out.endArray();
    }
    result.ext().of(ProtocolId.GEMINI).forEach(out::field);
    out.endObject().endObject();
  }

  /** What of a result has to follow in a content of its own. */
  List<ContentBlock> leftOut(ToolResult result) {
    return result.content().stream()
        .filter(block -> !(block instanceof Text) && !isWithin(block))
        .toList();
  }

  private boolean isWithin(ContentBlock block) {
    return takesMedia
        && ((block instanceof Image image && image.source() instanceof Inline)
            || (block instanceof Document document && document.source() instanceof Inline));
  }

  private static JsonText response(ToolResult result) {
    String text =
        result.content().stream()
            .filter(Text.class::isInstance)
            .map(block -> ((Text) block).text())
            .collect(Collectors.joining("\n"));
    if (result.isError()) {
      return wrapped("error", text);
    }
    return JsonReader.tryParse(text) instanceof JsonObject object
        ? object.source()
        : wrapped("output", text);
  }

  private static JsonText wrapped(String name, String text) {
    return new JsonText(new JsonWriter().beginObject().field(name, text).endObject().text());
  }
}
