package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Dialect.Quirk;
import dev.dragoman.protocol.codec.ReasoningControls.Control;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.normalise.QualifiedNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code contents}. The results of a turn stand together in one content and nothing beside
 * them, in the order of the calls and as many (gemini-cli#16135, llxprt-code#194); what the user
 * said beside them follows in the next. A result is called by its function's name, which is that of
 * the call in the turn before.
 */
final class GeminiContents {
  private final GeminiPartEncoder.Calls calls;
  private final ToolNames names;
  private final GeminiResults results;

  GeminiContents(Target target, ToolNames names) {
    Capabilities capabilities = target.capabilities();
    boolean identified = !target.dialect().has(Quirk.CALLS_WITHOUT_IDS);
    this.calls =
        new GeminiPartEncoder.Calls(identified, capabilities.controls().control() == Control.LEVEL);
    this.names = names;
    this.results = new GeminiResults(identified, capabilities.has(Flag.MEDIA_IN_TOOL_RESULT));
  }

  void write(JsonWriter out, List<Message> messages) {
    out.beginArray("contents");
    Map<String, String> called = Map.of();
    for (Message message : messages) {
      if (message.role() == Role.ASSISTANT) {
        content(out, "model", message.content());
        called = calledIn(message);
      } else {
        user(out, message, called);
      }
    }
    out.endArray();
  }

  /** Names of functions by the ids of their calls. */
  private Map<String, String> calledIn(Message message) {
    Map<String, String> called = new HashMap<>();
    for (ContentBlock block : message.content()) {
      if (block instanceof ToolCall call) {
        called.put(call.id(), names.toTarget(QualifiedNames.of(call)));
      }
    }
    return called;
  }

  private void user(JsonWriter out, Message message, Map<String, String> called) {
    List<ToolResult> answers = new ArrayList<>();
    List<ContentBlock> beside = new ArrayList<>();
    for (ContentBlock block : message.content()) {
      if (block instanceof ToolResult result) {
        answers.add(result);
      } else {
        beside.add(block);
      }
    }
    if (!answers.isEmpty()) {
      out.beginObject().field("role", "user").beginArray("parts");
      List<ContentBlock> media = new ArrayList<>();
      for (ToolResult result : answers) {
        String name = called.getOrDefault(result.toolCallId(), result.toolCallId());
        results.write(out, result, name);
        List<ContentBlock> left = results.leftOut(result);
        if (!left.isEmpty()) {
          media.add(Text.of("[what " + name + " answered beside text]"));
          media.addAll(left);
        }
      }
      out.endArray().endObject();
      beside.addAll(0, media);
    }
    if (!beside.isEmpty()) {
      content(out, "user", beside);
    }
  }

  private void content(JsonWriter out, String role, List<ContentBlock> blocks) {
    out.beginObject().field("role", role).beginArray("parts");
    GeminiPartEncoder parts = new GeminiPartEncoder(out, names, calls);
    blocks.forEach(parts::write);
    parts.finish();
    out.endArray().endObject();
  }
}
