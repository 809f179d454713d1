package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.Citation;
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
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.normalise.CacheMarks;
import dev.dragoman.protocol.normalise.FreeformTools;
import dev.dragoman.protocol.normalise.QualifiedNames;
import dev.dragoman.protocol.normalise.ToolIds;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the content blocks that this protocol has. What it has no block for was refused, replaced
 * or left out before, by {@link AnthropicHistory} or {@link AnthropicReply}. Cache marks are
 * written as far as the target takes them.
 */
final class AnthropicBlockEncoder {
  private static final String CITATIONS = "citations";

  private final UnaryOperator<String> callId;
  private final UnaryOperator<String> toolName;
  private final Function<ContentBlock, @Nullable CacheHint> marks;

  private AnthropicBlockEncoder(
      UnaryOperator<String> callId,
      UnaryOperator<String> toolName,
      Function<ContentBlock, @Nullable CacheHint> marks) {
    this.callId = callId;
    this.toolName = toolName;
    this.marks = marks;
  }

  /** For upstreams, which refuse ids and names beyond {@code [a-zA-Z0-9_-]}. */
  static AnthropicBlockEncoder request(ToolNames names, CacheMarks marks) {
    return new AnthropicBlockEncoder(ToolIds::wordCharacters, names::toTarget, marks::of);
  }

  /** For clients, who get their own names back, and ids as the upstream gave them. */
  static AnthropicBlockEncoder reply() {
    return new AnthropicBlockEncoder(UnaryOperator.identity(), UnaryOperator.identity(), _ -> null);
  }

  void write(JsonWriter out, ContentBlock block) {
    switch (block) {
      case Text text -> text(out, text);
      case Refusal refusal -> text(out, Text.of(refusal.text()));
      case Reasoning reasoning -> reasoning(out, reasoning);
      case ToolCall call -> toolCall(out, call);
      case ToolResult result -> toolResult(out, result);
      case ServerToolCall call -> serverToolCall(out, call);
      case ServerToolResult result -> serverToolResult(out, result);
      case SearchResult result -> searchResult(out, result);
      case Compaction compaction -> compaction(out, compaction);
      case Opaque opaque -> out.value(opaque.raw());
      case Image image -> image(out, image);
      case Document document -> document(out, document);
      case Audio _, Video _, Executable _ ->
          throw new IllegalStateException(
              block.getClass().getSimpleName() + " blocks never get as far as here");
    }
  }

  private void text(JsonWriter out, Text text) {
    out.beginObject().field("type", "text").field("text", text.text());
    if (!text.citations().isEmpty()) {
      citations(out, text.citations());
    }
    end(out, text);
  }

  private static void citations(JsonWriter out, List<Citation> citations) {
    List<Citation> own =
        citations.stream()
            .filter(citation -> citation.protocol().equals(ProtocolId.ANTHROPIC))
            .toList();
    if (!own.isEmpty()) {
      out.beginArray("citations");
      own.forEach(citation -> out.value(citation.raw()));
      out.endArray();
    }
  }

  private void reasoning(JsonWriter out, Reasoning reasoning) {
    Signature signature = reasoning.signature();
    String value = signature == null ? "" : signature.value();
    if (reasoning.kind() == Reasoning.Kind.REDACTED) {
      out.beginObject().field("type", "redacted_thinking").field("data", value);
    } else {
      out.beginObject()
          .field("type", "thinking")
          .field("thinking", reasoning.text())
          .field("signature", value);
    }
    end(out, reasoning);
  }

  private void image(JsonWriter out, Image image) {
    out.beginObject().field("type", "image");
    AnthropicMedia.write(out, image.source(), image.mimeType(), this);
    end(out, image);
  }

  private void document(JsonWriter out, Document document) {
    out.beginObject().field("type", "document");
    AnthropicMedia.write(out, document.source(), document.mimeType(), this);
    out.field("title", document.title() == null ? document.filename() : document.title())
        .field("context", document.context());
    citing(out, document.citationsEnabled(), document);
    end(out, document);
  }

  /** Whether it may be cited, with what else the client said of that. */
  private static void citing(JsonWriter out, @Nullable Boolean enabled, ContentBlock block) {
    JsonText more = block.ext().of(ProtocolId.ANTHROPIC).get(CITATIONS);
    if (enabled == null && more == null) {
      return;
    }
    out.beginObject(CITATIONS).field("enabled", enabled);
    if (more != null && more.parse() instanceof JsonObject members) {
      for (int i = 0; i < members.size(); i++) {
        out.field(members.name(i), members.value(i).source());
      }
    }
    out.endObject();
  }

  private void toolCall(JsonWriter out, ToolCall call) {
    out.beginObject()
        .field("type", "tool_use")
        .field("id", callId.apply(call.id()))
        .field("name", toolName.apply(QualifiedNames.of(call)))
        .field(
            "input",
            call.freeform()
                ? FreeformTools.asArguments(call.arguments())
                : JsonText.objectOf(call.arguments().text()));
    end(out, call);
  }

  private void toolResult(JsonWriter out, ToolResult result) {
    out.beginObject()
        .field("type", "tool_result")
        .field("tool_use_id", callId.apply(result.toolCallId()));
    resultContent(out, result.content());
    out.field("is_error", result.isError() ? Boolean.TRUE : null);
    end(out, result);
  }

  private void resultContent(JsonWriter out, List<ContentBlock> content) {
    if (content.isEmpty()) {
      return;
    }
    if (content.size() == 1
        && content.getFirst() instanceof Text text
        && text.citations().isEmpty()
        && text.ext().of(ProtocolId.ANTHROPIC).isEmpty()) {
      out.field("content", text.text());
      return;
    }
    out.beginArray("content");
    content.forEach(block -> write(out, block));
    out.endArray();
  }

  private void serverToolCall(JsonWriter out, ServerToolCall call) {
    out.beginObject()
        .field("type", call.kind())
        .field("id", call.id())
        .field("name", call.name())
        .field("input", JsonText.objectOf(call.input().text()));
    end(out, call);
  }

  private void serverToolResult(JsonWriter out, ServerToolResult result) {
    out.beginObject()
        .field("type", result.kind())
        .field("tool_use_id", result.id())
        .field("content", result.content());
    end(out, result);
  }

  private void searchResult(JsonWriter out, SearchResult result) {
    out.beginObject()
        .field("type", "search_result")
        .field("source", result.source())
        .field("title", result.title())
        .beginArray("content");
    result.content().forEach(text -> text(out, text));
    out.endArray();
    citing(out, result.citations(), result);
    end(out, result);
  }

  private void compaction(JsonWriter out, Compaction compaction) {
    out.beginObject().field("type", "compaction").field("content", compaction.content());
    end(out, compaction);
  }

  private void end(JsonWriter out, ContentBlock block) {
    AnthropicCache.write(out, marks.apply(block));
    block
        .ext()
        .of(ProtocolId.ANTHROPIC)
        .forEach((name, value) -> {
          if (!name.equals(CITATIONS)) {
            out.field(name, value);
          }
        });
    out.endObject();
  }
}
