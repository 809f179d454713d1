package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.openai.OpenAiMedia;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a user message says beside its tool results. Messages of role {@code tool} hold text alone,
 * so media of results come first here, each with the id of its call (cc-haha#1278,
 * CLIProxyAPI#4737).
 */
final class UserParts {
  private UserParts() {}

  static List<ContentBlock> of(
      Message message, Capabilities capabilities, UnaryOperator<String> callId) {
    List<ContentBlock> parts = new ArrayList<>();
    List<ContentBlock> own = new ArrayList<>(message.content().size());
    for (ContentBlock block : message.content()) {
      if (!(block instanceof ToolResult result)) {
        own.add(block);
      } else if (!capabilities.has(Flag.MEDIA_IN_TOOL_RESULT)) {
        ofResult(result, callId, parts);
      }
    }
    parts.addAll(OpenAiMedia.flat(own));
    return parts;
  }

  private static void ofResult(
      ToolResult result, UnaryOperator<String> callId, List<ContentBlock> parts) {
    List<ContentBlock> media =
        OpenAiMedia.flat(result.content()).stream()
            .filter(block -> !(block instanceof Text))
            .toList();
    if (!media.isEmpty()) {
      parts.add(Text.of("[attached to tool result " + callId.apply(result.toolCallId()) + "]"));
      parts.addAll(media);
    }
  }

  static boolean areText(List<ContentBlock> parts) {
    for (ContentBlock part : parts) {
      if (!(part instanceof Text)) {
        return false;
      }
    }
    return true;
  }

  /** The text of a result, with a mark where each of its media was. */
  static String textOf(List<ContentBlock> parts) {
    return parts.stream().map(UserParts::textOf).collect(Collectors.joining("\n"));
  }

  private static String textOf(ContentBlock part) {
    if (part instanceof Text text) {
      return text.text();
    }
    return part instanceof Document ? "[document attached below]" : "[image attached below]";
  }
}
