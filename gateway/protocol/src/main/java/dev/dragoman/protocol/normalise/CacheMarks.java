package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.ToolDefinition;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cache marks of a request within the limits of models (protocols.md 2.9): at most four, of
 * which the earliest in the messages go first (GCMP#370); for Claude in the order of tools, system
 * and messages none of an hour behind one of five minutes (CLIProxyAPI#3398, pi#5718); none on
 * thinking or empty text, whose mark moves to the block before. Lifetimes of other protocols become
 * the nearest that there are.
 */
public final class CacheMarks {
  private static final int MOST = 4;
  private static final String LOWERED =
      "a cache mark of an hour behind one of five minutes became one of five minutes";

  private final IdentityHashMap<Object, CacheHint> byHolder = new IdentityHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final Lifetimes lifetimes;

  private CacheMarks(Lifetimes lifetimes) {
    this.lifetimes = lifetimes;
  }

  /** How long a marked prompt is kept, in the words of a provider. */
  public enum Lifetimes {
    CLAUDE("5m", "1h"),
    OPENAI("30m", "12h");

    private final String shorter;
    private final String longer;

    Lifetimes(String shorter, String longer) {
      this.shorter = shorter;
      this.longer = longer;
    }

    /** The mark with its lifetime in these words; absent is the provider's usual one. */
    private CacheHint of(CacheHint hint) {
      return switch (hint.ttl()) {
        case null -> hint;
        case "1h", "12h", "24h" -> new CacheHint(longer, hint.ext());
        default -> new CacheHint(shorter, hint.ext());
      };
    }
  }

  /**
   * What was done to marks, for the loss report.
   *
   * @param list the field that holds the first of them
   */
  public record Change(RequestField list, String reason) {}

  /** A mark on its way: who carries it, and in which field. */
  private record Mark(Object holder, CacheHint hint, RequestField list) {}

  /** The marks of a request to a model of Claude's, in the order of its parts. */
  public static CacheMarks of(
      List<? extends ToolDefinition> tools, List<ContentBlock> system, List<Message> messages) {
    return of(tools, system, messages, Lifetimes.CLAUDE);
  }

  /** The marks of a request in the order of its parts. */
  public static CacheMarks of(
      List<? extends ToolDefinition> tools,
      List<ContentBlock> system,
      List<Message> messages,
      Lifetimes lifetimes) {
    CacheMarks result = new CacheMarks(lifetimes);
    List<Mark> marks = new ArrayList<>();
    for (ToolDefinition tool : tools) {
      CacheHint hint = hintOf(tool);
      if (hint != null) {
        marks.add(new Mark(tool, lifetimes.of(hint), RequestField.TOOLS));
      }
    }
    result.collect(system, RequestField.SYSTEM, marks);
    messages.forEach(message -> result.collect(message.content(), RequestField.MESSAGES, marks));
    result.reduce(marks);
    result.keep(marks);
    return result;
  }

  static @Nullable CacheHint hintOf(ToolDefinition tool) {
    return switch (tool) {
      case ToolDefinition.FunctionTool function -> function.cache();
      case ToolDefinition.FreeformTool freeform -> freeform.cache();
      case ToolDefinition.HostedTool hosted -> hosted.cache();
    };
  }

  private void collect(List<ContentBlock> blocks, RequestField list, List<Mark> marks) {
    ContentBlock holder = null;
    boolean marked = false;
    for (ContentBlock block : blocks) {
      if (takesMark(block)) {
        holder = block;
        marked = false;
      }
      CacheHint hint = block.cache();
      if (hint != null && holder != null && !marked) {
        marks.add(new Mark(holder, lifetimes.of(hint), list));
        marked = true;
      }
    }
  }

  private static boolean takesMark(ContentBlock block) {
    return !(block instanceof Reasoning) && !(block instanceof Text text && text.text().isEmpty());
  }

  private void reduce(List<Mark> marks) {
    if (marks.size() > MOST) {
      String reason = "of " + marks.size() + " cache marks the model takes " + MOST;
      changes.add(new Change(marks.get(earliest(marks)).list, reason));
    }
    while (marks.size() > MOST) {
      marks.remove(earliest(marks));
    }
  }

  /** The first in the messages, or of all where they have none. */
  private static int earliest(List<Mark> marks) {
    for (int i = 0; i < marks.size(); i++) {
      if (marks.get(i).list == RequestField.MESSAGES) {
        return i;
      }
    }
    return 0;
  }

  /** Claude refuses a long lifetime behind a short one. */
  private void keep(List<Mark> marks) {
    boolean shortBefore = false;
    boolean told = false;
    for (Mark mark : marks) {
      boolean isLong = lifetimes.longer.equals(mark.hint.ttl());
      boolean lowered = isLong && shortBefore && lifetimes == Lifetimes.CLAUDE;
      if (lowered && !told) {
        changes.add(new Change(mark.list, LOWERED));
        told = true;
      }
      shortBefore |= !isLong;
      byHolder.put(
          mark.holder, lowered ? new CacheHint(lifetimes.shorter, mark.hint.ext()) : mark.hint);
    }
  }

  /**
   * Adds what became of a block to those that were kept. It gets the mark of the block; that of a
   * block that went moves to the one before.
   *
   * @param carried null for nothing
   */
  public static void keep(
      List<ContentBlock> kept, ContentBlock given, @Nullable ContentBlock carried) {
    CacheHint mark = given.cache();
    if (carried != null) {
      kept.add(mark == null ? carried : marked(carried, mark));
    } else if (mark != null && !kept.isEmpty()) {
      kept.add(marked(kept.removeLast(), mark));
    }
  }

  /** The block with the mark if it has none yet; what is rare among marked blocks stays without. */
  public static ContentBlock marked(ContentBlock block, CacheHint mark) {
    return block.cache() != null
        ? block
        : switch (block) {
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

  public boolean isEmpty() {
    return byHolder.isEmpty();
  }

  /** The mark that a block or a tool of the request carries, null for none. */
  public @Nullable CacheHint of(Object holder) {
    return byHolder.get(holder);
  }

  /** What was changed. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }
}
