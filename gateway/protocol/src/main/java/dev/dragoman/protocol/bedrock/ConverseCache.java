package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cache marks: {@code {"cachePoint":{"type":"default","ttl":"1h"}}} behind what is marked. At most
 * four, in the order tools, system, messages; of more the earliest of the messages go, then the
 * earliest of system and tools, so that the last of each stays (GCMP#370). A mark of an hour behind
 * one of five minutes is lowered (CLIProxyAPI#3398). Marks are asked for in the order in which they
 * are written. Source: "Prompt caching" in the Bedrock user guide. Single use.
 */
final class ConverseCache {
  private static final int MOST = 4;
  private static final String AN_HOUR = "1h";

  private final boolean taken;
  private int skipTools;
  private int skipSystem;
  private int skipMessages;
  private boolean shortSeen;

  private ConverseCache(boolean taken) {
    this.taken = taken;
  }

  /**
   * The marks of a request whose history is in its final order.
   *
   * @param request tells where the first mark stood
   */
  static ConverseCache of(
      ChatRequest request,
      List<FunctionTool> tools,
      List<ContentBlock> system,
      List<Message> messages,
      Capabilities capabilities,
      ConverseLosses losses) {
    int inTools = (int) tools.stream().map(FunctionTool::cache).filter(Objects::nonNull).count();
    int inSystem = marks(system);
    int inMessages = messages.stream().mapToInt(message -> marks(message.content())).sum();
    int marks = inTools + inSystem + inMessages;
    boolean taken = capabilities.has(Flag.CACHE_MARKS);
    ConverseCache cache = new ConverseCache(taken);
    if (!taken) {
      losses.ifGiven(
          marks == 0 ? null : marks,
          firstOf(request),
          "the model of this route has no cache marks");
      return cache;
    }
    int tooMany = marks - MOST;
    losses.ifGiven(
        tooMany > 0 ? tooMany : null,
        firstOf(request),
        "Bedrock takes four cache marks; the earliest were left out");
    cache.skipMessages = Math.clamp(tooMany, 0, inMessages);
    cache.skipSystem =
        Math.clamp(tooMany - (long) cache.skipMessages, 0, Math.max(0, inSystem - 1));
    cache.skipTools = Math.max(0, tooMany - cache.skipMessages - cache.skipSystem);
    return cache;
  }

  private static int marks(List<ContentBlock> blocks) {
    return (int) blocks.stream().map(ContentBlock::cache).filter(Objects::nonNull).count();
  }

  private static String firstOf(ChatRequest request) {
    return request.paths().message(0).path("cache_control");
  }

  /** The messages with the mark that a policy for the whole request stands for: at their end. */
  static List<Message> automatic(@Nullable CachePolicy policy, List<Message> messages) {
    String ttl = policy == null ? null : policy.automaticTtl();
    if (ttl == null || messages.isEmpty()) {
      return messages;
    }
    Message last = messages.getLast();
    List<ContentBlock> content = new ArrayList<>(last.content());
    if (content.getLast().cache() == null) {
      content.add(marked(content.removeLast(), new CacheHint(ttl, Extensions.NONE)));
    }
    List<Message> marked = new ArrayList<>(messages);
    marked.set(marked.size() - 1, last.withContent(content));
    return marked;
  }

  /** The block with the mark; thoughts and what is rare among marked blocks stay without. */
  static ContentBlock marked(ContentBlock block, CacheHint mark) {
    return switch (block) {
      case Text it -> new Text(it.text(), it.citations(), it.signature(), mark, it.ext());
      case ToolCall it ->
          new ToolCall(
              it.id(),
              it.itemId(),
              it.name(),
              it.namespace(),
              it.arguments(),
              it.freeform(),
              it.signature(),
              mark,
              it.ext());
      case ToolResult it ->
          new ToolResult(
              it.toolCallId(),
              it.toolName(),
              it.content(),
              it.isError(),
              it.freeform(),
              mark,
              it.ext());
      case Image it -> new Image(it.source(), it.mimeType(), it.detail(), mark, it.ext());
      case Document it ->
          new Document(
              it.source(),
              it.mimeType(),
              it.filename(),
              it.title(),
              it.context(),
              it.citationsEnabled(),
              mark,
              it.ext());
      case ContentBlock other -> other;
    };
  }

  void afterTool(JsonWriter out, @Nullable CacheHint mark) {
    if (mark != null && skipTools-- <= 0) {
      write(out, mark);
    }
  }

  void afterSystem(JsonWriter out, @Nullable CacheHint mark) {
    if (mark != null && skipSystem-- <= 0) {
      write(out, mark);
    }
  }

  void afterBlock(JsonWriter out, @Nullable CacheHint mark) {
    if (mark != null && skipMessages-- <= 0) {
      write(out, mark);
    }
  }

  private void write(JsonWriter out, CacheHint mark) {
    if (!taken) {
      return;
    }
    boolean anHour = isLong(mark.ttl()) && !shortSeen;
    shortSeen |= !anHour;
    out.beginObject()
        .beginObject("cachePoint")
        .field("type", "default")
        .field("ttl", anHour ? AN_HOUR : null)
        .endObject()
        .endObject();
  }

  /** OpenAI's half a day is nearest to an hour, its half an hour to five minutes. */
  private static boolean isLong(@Nullable String ttl) {
    return AN_HOUR.equals(ttl) || "12h".equals(ttl);
  }
}
