package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.ServerToolResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Content blocks, of requests and of answers. A block that the model has no record for becomes
 * {@link Opaque}; a field that it has no slot for stays in the block's bag. All methods throw
 * {@link GatewayException} of {@code INVALID_REQUEST} that names the path of what is wrong.
 */
final class AnthropicBlockDecoder {
  static final AnthropicBlockDecoder INSTANCE = new AnthropicBlockDecoder();

  static final String SERVER_RESULT = "_tool_result";

  private static final Set<String> TEXT = Set.of("type", "text", "citations", AnthropicCache.FIELD);
  private static final Set<String> IMAGE = Set.of("type", "source", AnthropicCache.FIELD);
  private static final Set<String> DOCUMENT =
      Set.of("type", "source", "title", "context", "citations", AnthropicCache.FIELD);
  private static final Set<String> THINKING =
      Set.of("type", "thinking", "signature", AnthropicCache.FIELD);
  private static final Set<String> REDACTED = Set.of("type", "data", AnthropicCache.FIELD);
  private static final Set<String> CALL =
      Set.of("type", "id", "name", "input", AnthropicCache.FIELD);
  private static final Set<String> RESULT =
      Set.of("type", "tool_use_id", "content", "is_error", AnthropicCache.FIELD);
  private static final Set<String> OUTER =
      Set.of("tool_use", "tool_result", "thinking", "redacted_thinking", "compaction");
  private static final Set<String> SEARCH_RESULT =
      Set.of("type", "source", "title", "content", "citations", AnthropicCache.FIELD);
  private static final Set<String> COMPACTION = Set.of("type", "content", AnthropicCache.FIELD);

  private AnthropicBlockDecoder() {}

  /** Content given as a string, which is one text block, or as an array of blocks. */
  List<ContentBlock> content(JsonCursor content) {
    if (content.isString()) {
      return List.of(Text.of(content.string()));
    }
    if (!content.isArray()) {
      throw content.invalid("must be a string or an array of content blocks");
    }
    List<ContentBlock> blocks = new ArrayList<>();
    for (JsonCursor block : content.items()) {
      blocks.add(block(block));
    }
    return blocks;
  }

  /**
   * Content of a tool's result or of a document, in which no call stands. Source: {@code
   * tool_result} in the Messages API reference.
   */
  List<ContentBlock> inner(JsonCursor content) {
    if (content.isArray()) {
      for (JsonCursor block : content.items()) {
        if (OUTER.contains(block.requireString("type"))) {
          throw block.invalid("cannot stand within another block");
        }
      }
    }
    return content(content);
  }

  /** One block. */
  ContentBlock block(JsonCursor block) {
    String type = block.requireString("type");
    return switch (type) {
      case "text" -> text(block);
      case "image" -> image(block);
      case "document" -> document(block);
      case "thinking" -> thinking(block);
      case "redacted_thinking" -> redacted(block);
      case "tool_use" -> toolCall(block);
      case "tool_result" -> toolResult(block);
      case "search_result" -> searchResult(block);
      case "server_tool_use", "mcp_tool_use" -> serverToolCall(type, block);
      case "compaction" -> compaction(block);
      default ->
          type.endsWith(SERVER_RESULT) && block.get("content") != null
              ? serverToolResult(type, block)
              : opaque(type, block);
    };
  }

  private static Opaque opaque(String type, JsonCursor block) {
    return new Opaque(
        ProtocolId.ANTHROPIC, type, block.source(), AnthropicCache.of(block), Extensions.NONE);
  }

  private static Text text(JsonCursor block) {
    List<Citation> citations = new ArrayList<>();
    for (JsonCursor citation : block.items("citations")) {
      citations.add(citation(citation));
    }
    return new Text(
        block.requireString("text"),
        citations,
        null,
        AnthropicCache.of(block),
        AnthropicBag.rest(block, TEXT));
  }

  /**
   * A citation. The character positions that some kinds hold are those of the cited document, not
   * of the text block, so they stay in the raw form alone.
   */
  static Citation citation(JsonCursor citation) {
    return new Citation(
        citation.string("url"),
        citation.string("title"),
        null,
        null,
        ProtocolId.ANTHROPIC,
        citation.source());
  }

  private ContentBlock image(JsonCursor block) {
    AnthropicMedia.Media media = AnthropicMedia.decode(block.require("source"), this);
    if (media == null) {
      return opaque("image", block);
    }
    return new Image(
        media.source(),
        media.type(),
        null,
        AnthropicCache.of(block),
        AnthropicBag.rest(block, IMAGE));
  }

  private ContentBlock document(JsonCursor block) {
    AnthropicMedia.Media media = AnthropicMedia.decode(block.require("source"), this);
    if (media == null) {
      return opaque("document", block);
    }
    return new Document(
        media.source(),
        media.type(),
        null,
        block.string("title"),
        block.string("context"),
        citationsEnabled(block),
        AnthropicCache.of(block),
        withCitationsRest(block, DOCUMENT));
  }

  private static @Nullable Boolean citationsEnabled(JsonCursor block) {
    JsonCursor citations = block.get("citations");
    return citations == null ? null : citations.bool("enabled");
  }

  /** The bag of a block whose {@code citations} may say more than {@code enabled}. */
  private static Extensions withCitationsRest(JsonCursor block, Set<String> known) {
    JsonCursor citations = block.get("citations");
    Map<String, JsonText> more = citations == null ? Map.of() : citations.rest(Set.of("enabled"));
    if (more.isEmpty()) {
      return AnthropicBag.rest(block, known);
    }
    Map<String, JsonText> rest = new LinkedHashMap<>(block.rest(known));
    rest.put("citations", AnthropicBag.object(more));
    return Extensions.of(ProtocolId.ANTHROPIC, rest);
  }

  private static Reasoning thinking(JsonCursor block) {
    String text = block.string("thinking");
    return new Reasoning(
        text == null ? "" : text,
        List.of(),
        Reasoning.Kind.FULL,
        signature(block.string("signature")),
        null,
        AnthropicCache.of(block),
        AnthropicBag.rest(block, THINKING));
  }

  private static Reasoning redacted(JsonCursor block) {
    return new Reasoning(
        "",
        List.of(),
        Reasoning.Kind.REDACTED,
        signature(block.requireString("data")),
        null,
        AnthropicCache.of(block),
        AnthropicBag.rest(block, REDACTED));
  }

  /** The signature, null for the empty one with which thinking starts in a stream. */
  static @Nullable Signature signature(@Nullable String value) {
    return value == null || value.isEmpty()
        ? null
        : new Signature(AnthropicMedia.ANTHROPIC, "", value, Signature.Placement.THINKING);
  }

  private static ToolCall toolCall(JsonCursor block) {
    return new ToolCall(
        block.requireString("id"),
        null,
        block.requireString("name"),
        null,
        input(block),
        false,
        null,
        AnthropicCache.of(block),
        AnthropicBag.rest(block, CALL));
  }

  private static JsonText input(JsonCursor block) {
    JsonCursor input = block.get("input");
    if (input == null) {
      return JsonText.EMPTY_OBJECT;
    }
    if (!input.isObject()) {
      throw input.invalid("must be an object");
    }
    return input.source();
  }

  private ToolResult toolResult(JsonCursor block) {
    JsonCursor content = block.get("content");
    return new ToolResult(
        block.requireString("tool_use_id"),
        null,
        content == null ? List.of() : inner(content),
        block.isTrue("is_error"),
        false,
        AnthropicCache.of(block),
        AnthropicBag.rest(block, RESULT));
  }

  private static SearchResult searchResult(JsonCursor block) {
    List<Text> content = new ArrayList<>();
    for (JsonCursor part : block.items("content")) {
      content.add(text(part));
    }
    return new SearchResult(
        block.requireString("source"),
        block.requireString("title"),
        content,
        citationsEnabled(block),
        AnthropicCache.of(block),
        withCitationsRest(block, SEARCH_RESULT));
  }

  private static ServerToolCall serverToolCall(String type, JsonCursor block) {
    JsonCursor input = block.get("input");
    return new ServerToolCall(
        block.requireString("id"),
        type,
        block.requireString("name"),
        input == null ? JsonText.EMPTY_OBJECT : input.source(),
        AnthropicCache.of(block),
        AnthropicBag.rest(block, CALL));
  }

  private static ServerToolResult serverToolResult(String type, JsonCursor block) {
    return new ServerToolResult(
        block.requireString("tool_use_id"),
        type,
        block.require("content").source(),
        AnthropicCache.of(block),
        AnthropicBag.rest(block, Set.of("type", "tool_use_id", "content", AnthropicCache.FIELD)));
  }

  private static Compaction compaction(JsonCursor block) {
    return new Compaction(
        block.string("content"),
        null,
        AnthropicCache.of(block),
        AnthropicBag.rest(block, COMPACTION));
  }
}
