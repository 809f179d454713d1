package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.normalise.CacheMarks;
import dev.dragoman.protocol.normalise.CacheMarks.Lifetimes;
import dev.dragoman.protocol.normalise.Turns.Arranged;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cache marks of parts, {@code prompt_cache_breakpoint}, for models that take them. Parts of
 * instructions and of users have such marks; those of anything else are not carried. Source: OpenAI
 * API reference, Chat Completions, content parts; the limit of four: protocols.md 2.9.
 */
final class ChatBreakpoints {
  private final @Nullable CacheMarks marks;

  private ChatBreakpoints(@Nullable CacheMarks marks) {
    this.marks = marks;
  }

  /** The marks of the turns, as far as the model takes them. */
  static ChatBreakpoints of(
      Arranged turns, Capabilities capabilities, SourcePaths paths, Losses losses) {
    if (!capabilities.has(Flag.CACHE_MARKS)) {
      return new ChatBreakpoints(null);
    }
    List<Message> messages =
        turns.messages().stream().filter(message -> message.role() != Role.ASSISTANT).toList();
    CacheMarks marks = CacheMarks.of(List.of(), turns.system(), messages, Lifetimes.OPENAI);
    marks.changes().forEach(change -> losses.advisory(paths.of(change.list()), change.reason()));
    return new ChatBreakpoints(marks);
  }

  /** Whether blocks of this kind become parts that can be marked. */
  static boolean takes(ContentBlock block) {
    return block instanceof Text
        || block instanceof Image
        || block instanceof Document
        || block instanceof Audio;
  }

  boolean isMarked(ContentBlock block) {
    return marks != null && marks.of(block) != null;
  }

  /** Writes the mark of {@code block} into its open part. */
  void write(JsonWriter json, ContentBlock block) {
    CacheHint mark = marks == null ? null : marks.of(block);
    if (mark != null) {
      json.beginObject(ContentDecoder.BREAKPOINT)
          .field("mode", "explicit")
          .field("ttl", mark.ttl())
          .endObject();
    }
  }
}
