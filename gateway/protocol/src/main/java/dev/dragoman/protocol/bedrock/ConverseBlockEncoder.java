package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Executable;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.ServerToolResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.normalise.FreeformTools;
import dev.dragoman.protocol.normalise.QualifiedNames;
import dev.dragoman.protocol.normalise.ToolIds;

/**
 * Writes the content blocks that this protocol has; what it has none for was refused, replaced or
 * left out before, by {@link ConverseHistory}.
 */
final class ConverseBlockEncoder {
  /** A result needs at least one block, and none of white space. */
  private static final String NO_OUTPUT = "(no output)";

  private final ToolNames names;
  private final ConverseMediaEncoder media = new ConverseMediaEncoder();

  ConverseBlockEncoder(ToolNames names) {
    this.names = names;
  }

  void write(JsonWriter out, ContentBlock block) {
    switch (block) {
      case Text text -> text(out, text.text());
      case Reasoning reasoning -> ConverseReasoning.write(out, reasoning);
      case ToolCall call -> toolUse(out, call);
      case ToolResult result -> toolResult(out, result);
      case SearchResult result -> searchResult(out, result);
      case Image image -> media.image(out, image);
      case Document document -> media.document(out, document);
      case Video video -> media.video(out, video);
      case Audio audio -> media.audio(out, audio);
      case Refusal _, Executable _, ServerToolCall _, ServerToolResult _, Compaction _, Opaque _ ->
          throw new IllegalStateException(
              block.getClass().getSimpleName() + " blocks never get as far as here");
    }
  }

  static void text(JsonWriter out, String text) {
    out.beginObject().field("text", text).endObject();
  }

  private void toolUse(JsonWriter out, ToolCall call) {
    out.beginObject()
        .beginObject("toolUse")
        .field("toolUseId", ToolIds.wordDotColon(call.id()))
        .field("name", names.toTarget(QualifiedNames.of(call)))
        .field("input", input(call))
        .endObject()
        .endObject();
  }

  static JsonText input(ToolCall call) {
    return JsonText.objectOf(FreeformTools.asFunctionCall(call).arguments().text());
  }

  private void toolResult(JsonWriter out, ToolResult result) {
    out.beginObject()
        .beginObject("toolResult")
        .field("toolUseId", ToolIds.wordDotColon(result.toolCallId()))
        .beginArray("content");
    if (result.content().isEmpty()) {
      text(out, NO_OUTPUT);
    }
    result.content().forEach(block -> write(out, block));
    out.endArray().field("status", result.isError() ? "error" : null).endObject().endObject();
  }

  private static void searchResult(JsonWriter out, SearchResult result) {
    out.beginObject()
        .beginObject("searchResult")
        .field("source", result.source())
        .field("title", result.title())
        .beginArray("content");
    for (Text part : result.content()) {
      text(out, part.text());
    }
    out.endArray();
    if (result.citations() != null) {
      out.beginObject("citations").field("enabled", result.citations()).endObject();
    }
    out.endObject().endObject();
  }
}
