package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a message. Every block that a protocol can send has a record here; what no record
 * fits is {@link Opaque}, so that nothing is lost.
 */
public sealed interface ContentBlock {
  /** Cache mark set on this block, or null. */
  @Nullable CacheHint cache();

  /** Fields of the block that this model does not name. */
  Extensions ext();

  /** Whether one of {@code blocks} is of {@code kind}. */
  static boolean anyIs(Class<? extends ContentBlock> kind, List<ContentBlock> blocks) {
    for (ContentBlock block : blocks) {
      if (kind.isInstance(block)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Visible text.
   *
   * @param signature set by providers that sign text parts
   */
  record Text(
      String text,
      List<Citation> citations,
      @Nullable Signature signature,
      @Nullable CacheHint cache,
      Extensions ext)
      implements ContentBlock {
    public Text {
      citations = List.copyOf(citations);
    }

    /** Text and nothing else. */
    public static Text of(String text) {
      return new Text(text, List.of(), null, null, Extensions.NONE);
    }
  }

  record Image(
      MediaSource source,
      @Nullable String mimeType,
      @Nullable String detail,
      @Nullable CacheHint cache,
      Extensions ext)
      implements ContentBlock {}

  record Document(
      MediaSource source,
      @Nullable String mimeType,
      @Nullable String filename,
      @Nullable String title,
      @Nullable String context,
      @Nullable Boolean citationsEnabled,
      @Nullable CacheHint cache,
      Extensions ext)
      implements ContentBlock {}

  record Audio(
      MediaSource source, @Nullable String mimeType, @Nullable CacheHint cache, Extensions ext)
      implements ContentBlock {}

  record Video(
      MediaSource source, @Nullable String mimeType, @Nullable CacheHint cache, Extensions ext)
      implements ContentBlock {}

  /**
   * What the model thought.
   *
   * @param text visible or summarised text, may be empty; of parts, these with a blank line between
   * @param summaryParts the summary in its parts where the protocol has parts
   * @param itemId id of the item in protocols that give reasoning an id
   */
  record Reasoning(
      String text,
      List<String> summaryParts,
      Kind kind,
      @Nullable Signature signature,
      @Nullable String itemId,
      @Nullable CacheHint cache,
      Extensions ext)
      implements ContentBlock {
    public Reasoning {
      summaryParts = List.copyOf(summaryParts);
    }

    /** Thinking as a server gives it that signs nothing. */
    public static Reasoning of(String text) {
      return new Reasoning(text, List.of(), Kind.FULL, null, null, null, Extensions.NONE);
    }

    /** The same thought with another signature. */
    public Reasoning withSignature(@Nullable Signature other) {
      return new Reasoning(text, summaryParts, kind, other, itemId, cache, ext);
    }

    /** How much of the thought is shown. */
    public enum Kind {
      FULL,
      SUMMARY,
      REDACTED
    }
  }

  /**
   * A call that the client must carry out.
   *
   * @param id pairs the call with its result
   * @param itemId id of the item in protocols that have both
   * @param arguments a JSON object as source text; for freeform tools a JSON string
   */
  record ToolCall(
      String id,
      @Nullable String itemId,
      String name,
      @Nullable String namespace,
      JsonText arguments,
      boolean freeform,
      @Nullable Signature signature,
      @Nullable CacheHint cache,
      Extensions ext)
      implements ContentBlock {
    /** A function call without decoration. */
    public static ToolCall of(String id, String name, JsonText arguments) {
      return new ToolCall(id, null, name, null, arguments, false, null, null, Extensions.NONE);
    }
  }

  /**
   * What a tool answered; a block of a user message, never a role.
   *
   * @param toolName name of the function where the protocol says it
   */
  record ToolResult(
      String toolCallId,
      @Nullable String toolName,
      List<ContentBlock> content,
      boolean isError,
      boolean freeform,
      @Nullable CacheHint cache,
      Extensions ext)
      implements ContentBlock {
    public ToolResult {
      content = List.copyOf(content);
    }

    /** A successful text result. */
    public static ToolResult of(String toolCallId, String text) {
      return new ToolResult(
          toolCallId, null, List.of(Text.of(text)), false, false, null, Extensions.NONE);
    }
  }

  /** A call that the provider carried out by itself. */
  record ServerToolCall(
      String id,
      String kind,
      String name,
      JsonText input,
      @Nullable CacheHint cache,
      Extensions ext)
      implements ContentBlock {}

  record ServerToolResult(
      String id, String kind, JsonText content, @Nullable CacheHint cache, Extensions ext)
      implements ContentBlock {}

  record Refusal(String text, @Nullable CacheHint cache, Extensions ext) implements ContentBlock {
    public static Refusal of(String text) {
      return new Refusal(text, null, Extensions.NONE);
    }
  }

  record SearchResult(
      String source,
      String title,
      List<Text> content,
      @Nullable Boolean citations,
      @Nullable CacheHint cache,
      Extensions ext)
      implements ContentBlock {
    public SearchResult {
      content = List.copyOf(content);
    }
  }

  /** Code that the provider ran, with its outcome. */
  record Executable(
      @Nullable String language,
      @Nullable String code,
      @Nullable String outcome,
      @Nullable String output,
      @Nullable CacheHint cache,
      Extensions ext)
      implements ContentBlock {}

  /** Earlier turns, folded by the provider. */
  record Compaction(
      @Nullable String content,
      @Nullable String encrypted,
      @Nullable CacheHint cache,
      Extensions ext)
      implements ContentBlock {}

  /**
   * A block that no record fits, kept verbatim.
   *
   * @param type the protocol's name of it
   */
  record Opaque(
      ProtocolId protocol, String type, JsonText raw, @Nullable CacheHint cache, Extensions ext)
      implements ContentBlock {}
}
