package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The order in which a target wants its turns. After either method:
 *
 * <ul>
 *   <li>the results of an assistant turn stand first in the user message directly after it, one for
 *       each call, in the order of the calls (apache/apisix#13674, BerriAI/litellm#11789);
 *   <li>no text block and no message is empty (anthropics/claude-code#62396), nor, where users and
 *       assistants have to alternate, blank (anthropics/claude-code#23440, boto/botocore#3525);
 *   <li>system and developer messages stand where they stood, but never between calls and results.
 * </ul>
 *
 * <p>A result without a call becomes text, a call without a result gets an error result, of two
 * results the first counts. These repairs are listed; joining messages and sorting results lose
 * nothing and are not.
 */
public final class Turns {
  private Turns() {}

  /**
   * A conversation that is in order.
   *
   * @param dropped what had to be repaired; paths are those of the neutral request
   */
  public record Arranged(List<ContentBlock> system, List<Message> messages, List<Dropped> dropped) {
    public Arranged {
      system = List.copyOf(system);
      messages = List.copyOf(messages);
      dropped = List.copyOf(dropped);
    }
  }

  /** Order for targets that want user and assistant in turn: neighbours of one role are joined. */
  public static Arranged alternating(ChatRequest request) {
    Repairs repairs = new Repairs();
    List<ContentBlock> system = withoutEmptyText(request.system(), String::isBlank, repairs);
    List<Message> spoken =
        Neighbours.joined(withoutEmpty(request.messages(), String::isBlank, repairs));
    List<Message> paired = ToolPairs.arranged(spoken, repairs);
    return new Arranged(system, Neighbours.joined(paired), repairs.reported());
  }

  /** Order for targets that take several messages of one role in a row. */
  public static Arranged inOrder(ChatRequest request) {
    Repairs repairs = new Repairs();
    List<ContentBlock> system = withoutEmptyText(request.system(), String::isEmpty, repairs);
    List<Message> spoken =
        Neighbours.joinedCalls(withoutEmpty(request.messages(), String::isEmpty, repairs));
    return new Arranged(system, ToolPairs.arranged(spoken, repairs), repairs.reported());
  }

  /**
   * Joins users with users and assistants with assistants, for codecs that turn system messages
   * into user text and so make new neighbours.
   */
  public static List<Message> joined(List<Message> messages) {
    return Neighbours.joined(messages);
  }

  private static List<Message> withoutEmpty(
      List<Message> messages, Predicate<String> empty, Repairs repairs) {
    List<Message> kept = new ArrayList<>(messages.size());
    for (Message message : messages) {
      List<ContentBlock> content = withoutEmptyText(message.content(), empty, repairs);
      if (content.isEmpty()) {
        repairs.emptyMessage();
      } else {
        kept.add(content.equals(message.content()) ? message : message.withContent(content));
      }
    }
    return kept;
  }

  /** The list itself when nothing in it is empty. */
  private static List<ContentBlock> withoutEmptyText(
      List<ContentBlock> content, Predicate<String> empty, Repairs repairs) {
    if (!holdsEmptyText(content, empty)) {
      return content;
    }
    List<ContentBlock> kept = new ArrayList<>(content.size());
    for (ContentBlock block : content) {
      if (isEmptyText(block, empty)) {
        repairs.emptyText();
      } else {
        kept.add(block instanceof ToolResult result ? withoutEmptyText(result) : block);
      }
    }
    return kept;
  }

  /** An empty result is an ordinary answer, so this is not a repair to report. */
  private static ToolResult withoutEmptyText(ToolResult result) {
    return new ToolResult(
        result.toolCallId(),
        result.toolName(),
        result.content().stream().filter(block -> !isEmptyText(block, String::isEmpty)).toList(),
        result.isError(),
        result.freeform(),
        result.cache(),
        result.ext());
  }

  private static boolean holdsEmptyText(List<ContentBlock> content, Predicate<String> empty) {
    for (ContentBlock block : content) {
      boolean inside =
          block instanceof ToolResult result && holdsEmptyText(result.content(), String::isEmpty);
      if (inside || isEmptyText(block, empty)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEmptyText(ContentBlock block, Predicate<String> empty) {
    return block instanceof Text text && empty.test(text.text());
  }
}
