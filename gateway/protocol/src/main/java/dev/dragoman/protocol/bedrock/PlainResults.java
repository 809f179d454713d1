package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Results of tools for models that know no status of them and refuse text beside them: a failure is
 * told in words, and text moves into the last result, for messages of users may not follow each
 * other. Sources: {@code ToolResultBlock} in the Bedrock API reference, browser-use#710.
 */
final class PlainResults {
  private static final String ERROR = "Error: ";

  private PlainResults() {}

  static List<Message> of(List<Message> messages) {
    return messages.stream().map(PlainResults::plain).toList();
  }

  private static Message plain(Message message) {
    if (!ContentBlock.anyIs(ToolResult.class, message.content())) {
      return message;
    }
    List<ContentBlock> content = new ArrayList<>(message.content().size());
    List<ContentBlock> beside = new ArrayList<>();
    int last = 0;
    for (ContentBlock block : message.content()) {
      if (block instanceof Text) {
        beside.add(block);
      } else {
        last = block instanceof ToolResult ? content.size() : last;
        content.add(block instanceof ToolResult result ? told(result) : block);
      }
    }
    if (content.get(last) instanceof ToolResult result && !beside.isEmpty()) {
      List<ContentBlock> all = new ArrayList<>(result.content());
      all.addAll(beside);
      content.set(last, with(result, all));
    }
    return message.withContent(content);
  }

  private static ToolResult told(ToolResult result) {
    if (!result.isError()) {
      return result;
    }
    List<ContentBlock> content = new ArrayList<>(result.content());
    if (content.isEmpty() || !(content.getFirst() instanceof Text text)) {
      content.addFirst(Text.of(ERROR.strip()));
    } else if (!text.text().startsWith(ERROR)) {
      content.set(0, Text.of(ERROR + text.text()));
    }
    return with(result, content);
  }

  private static ToolResult with(ToolResult result, List<ContentBlock> content) {
    return new ToolResult(
        result.toolCallId(),
        result.toolName(),
        content,
        false,
        result.freeform(),
        result.cache(),
        result.ext());
  }
}
