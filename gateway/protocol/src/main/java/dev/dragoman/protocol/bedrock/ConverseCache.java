package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.normalise.CacheMarks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where cache marks are written: {@code {"cachePoint":{"type":"default","ttl":"1h"}}} behind what
 * is marked. Which there are is the matter of {@link CacheMarks}. Source: "Prompt caching" in the
 * Bedrock user guide.
 */
final class ConverseCache {
  private static final String FIELD = "cache_control";
  private static final String AN_HOUR = "1h";

  private final @Nullable CacheMarks marks;
  private final boolean anHour;
  private final ConverseLosses losses;

  private ConverseCache(@Nullable CacheMarks marks, boolean anHour, ConverseLosses losses) {
    this.marks = marks;
    this.anHour = anHour;
    this.losses = losses;
  }

  /** The marks of a request whose history is in its final order. */
  static ConverseCache of(
      ConverseTools tools,
      List<ContentBlock> system,
      List<Message> messages,
      Capabilities capabilities,
      ConverseLosses losses) {
    boolean onTools = capabilities.has(Flag.TOOL_CACHE_MARKS);
    List<FunctionTool> functions = tools.functions();
    CacheMarks marks = CacheMarks.of(onTools ? functions : List.of(), system, messages);
    boolean left = !onTools && functions.stream().anyMatch(tool -> tool.cache() != null);
    if (!capabilities.has(Flag.CACHE_MARKS)) {
      if (left || !marks.isEmpty()) {
        losses.advisory(FIELD, "the model of this route has no cache marks");
      }
      return new ConverseCache(null, false, losses);
    }
    if (left) {
      losses.advisory(
          tools.paths().of(RequestField.TOOLS), "the model takes no cache marks on tools");
    }
    for (CacheMarks.Change change : marks.changes()) {
      losses.advisory(tools.paths().of(change.list()), change.reason());
    }
    return new ConverseCache(marks, capabilities.has(Flag.LONG_CACHE_MARKS), losses);
  }

  /** The messages with the mark that a policy for the whole request stands for: at their end. */
  static List<Message> automatic(@Nullable CachePolicy policy, List<Message> messages) {
    String ttl = policy == null ? null : policy.automaticTtl();
    if (ttl == null || messages.isEmpty()) {
      return messages;
    }
    Message last = messages.getLast();
    List<ContentBlock> content = new ArrayList<>(last.content());
    content.add(CacheMarks.marked(content.removeLast(), new CacheHint(ttl, Extensions.NONE)));
    List<Message> marked = new ArrayList<>(messages);
    marked.set(marked.size() - 1, last.withContent(content));
    return marked;
  }

  /** Writes the mark of a tool or a block behind it, if it has one. */
  void after(JsonWriter out, Object holder) {
    CacheHint mark = marks == null ? null : marks.of(holder);
    if (mark == null) {
      return;
    }
    boolean asked = AN_HOUR.equals(mark.ttl());
    if (asked && !anHour) {
      losses.advisory(FIELD, "the model keeps its cache for five minutes, not for an hour");
    }
    out.beginObject()
        .beginObject("cachePoint")
        .field("type", "default")
        .field("ttl", asked && anHour ? AN_HOUR : null)
        .endObject()
        .endObject();
  }
}
