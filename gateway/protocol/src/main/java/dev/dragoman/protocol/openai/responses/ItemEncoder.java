package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.normalise.FreeformTools;
import dev.dragoman.protocol.normalise.ToolIds;
import dev.dragoman.protocol.normalise.Turns.Arranged;
import dev.dragoman.protocol.openai.OpenAiMedia;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code instructions} and {@code input}: a single instruction as a field of its own,
 * several as developer messages; then each turn as items in its own order, results before what else
 * a user says. Ids of items are left out: with nothing stored they mean nothing, and foreign ones
 * are refused (hermes-agent#10217, llm-rosetta#403). Takes what {@link CarriedItems} leaves. Single
 * use.
 */
final class ItemEncoder {
  /** OpenAI takes no longer ids of calls (screenpipe#3252). */
  private static final int MAX_ID = 64;

  private final JsonWriter json;
  private final ToolNames names;
  private final boolean takesFreeform;
  private final Set<String> freeform = new HashSet<>();

  ItemEncoder(JsonWriter json, ToolNames names, boolean takesFreeform) {
    this.json = json;
    this.names = names;
    this.takesFreeform = takesFreeform;
  }

  /**
   * Writes the conversation.
   *
   * @param instruction more to say at the end of the instructions, null for nothing
   */
  void write(Arranged turns, @Nullable String instruction) {
    List<Text> system = texts(turns.system());
    if (instruction != null) {
      system.add(Text.of(instruction));
    }
    if (system.size() == 1) {
      json.field("instructions", system.getFirst().text());
    }
    json.beginArray("input");
    if (system.size() > 1) {
      system.forEach(text -> message("developer", text.text(), null));
    }
    turns.messages().forEach(this::message);
    json.endArray();
  }

  private void message(Message message) {
    switch (message.role()) {
      case SYSTEM, DEVELOPER -> message("developer", joined(texts(message.content())), null);
      case USER -> user(message);
      case ASSISTANT -> assistant(message);
    }
  }

  private void message(String role, String content, @Nullable String phase) {
    json.beginObject().field("type", "message").field("role", role);
    json.field("content", content).field("phase", phase).endObject();
  }

  private void user(Message message) {
    List<ContentBlock> said = new ArrayList<>();
    for (ContentBlock block : message.content()) {
      switch (block) {
        case ToolResult result -> output(result);
        case Opaque opaque when !PartDecoder.isPart(opaque) -> json.value(opaque.raw());
        case ContentBlock other -> said.add(other);
      }
    }
    List<ContentBlock> parts = OpenAiMedia.flat(said);
    if (parts.isEmpty()) {
      return;
    }
    if (parts.size() == 1 && parts.getFirst() instanceof Text text) {
      message("user", text.text(), null);
      return;
    }
    json.beginObject().field("type", "message").field("role", "user").beginArray("content");
    parts.forEach(part -> ItemMedia.part(json, part));
    json.endArray().endObject();
  }

  private void output(ToolResult result) {
    boolean raw = takesFreeform && (result.freeform() || freeform.contains(result.toolCallId()));
    json.beginObject().field("type", raw ? "custom_tool_call_output" : "function_call_output");
    json.field("call_id", ToolIds.atMost(MAX_ID, result.toolCallId()));
    List<ContentBlock> parts = OpenAiMedia.flat(result.content());
    if (ItemMedia.areText(parts)) {
      String text = joinedLines(texts(parts));
      boolean marked = !result.isError() || text.startsWith("Error: ");
      json.field("output", marked ? text : "Error: " + text);
    } else {
      json.beginArray("output");
      parts.forEach(part -> ItemMedia.part(json, part));
      json.endArray();
    }
    result.ext().of(ProtocolId.OPENAI_RESPONSES).forEach(json::field);
    json.endObject();
  }

  /** Neighbouring texts are one message; everything else is an item in its place. */
  private void assistant(Message message) {
    StringBuilder text = new StringBuilder();
    for (ContentBlock block : message.content()) {
      switch (block) {
        case Text said -> text.append(said.text());
        case Refusal refused -> text.append(refused.text());
        case ContentBlock item -> {
          say(text, message.phase());
          item(item);
        }
      }
    }
    say(text, message.phase());
  }

  private void say(StringBuilder text, @Nullable String phase) {
    if (!text.isEmpty()) {
      message("assistant", text.toString(), phase);
      text.setLength(0);
    }
  }

  private void item(ContentBlock item) {
    switch (item) {
      case ToolCall call -> call(takesFreeform ? call : FreeformTools.asFunctionCall(call));
      case Reasoning thought -> reasoning(thought);
      case Opaque opaque when PartDecoder.isPart(opaque) ->
          json.beginObject()
              .field("type", "message")
              .field("role", "assistant")
              .beginArray("content")
              .value(opaque.raw())
              .endArray()
              .endObject();
      case Opaque opaque -> json.value(opaque.raw());
      case Compaction compaction ->
          json.beginObject()
              .field("type", "compaction")
              .field("encrypted_content", compaction.encrypted())
              .endObject();
      default -> throw new IllegalStateException("left over: " + item.getClass().getSimpleName());
    }
  }

  private void call(ToolCall call) {
    json.beginObject().field("type", call.freeform() ? "custom_tool_call" : "function_call");
    json.field("call_id", ToolIds.atMost(MAX_ID, call.id()));
    json.field("name", names.toTarget(call.name()));
    if (call.freeform()) {
      freeform.add(call.id());
      json.field("input", rawText(call.arguments()));
    } else {
      json.field("arguments", call.arguments().text());
    }
    call.ext().of(ProtocolId.OPENAI_RESPONSES).forEach(json::field);
    json.endObject();
  }

  private static String rawText(JsonText arguments) {
    try {
      return arguments.parse() instanceof JsonString(String text) ? text : arguments.text();
    } catch (JsonSyntaxException notJson) {
      return arguments.text();
    }
  }

  private void reasoning(Reasoning thought) {
    Signature state = thought.signature();
    json.beginObject().field("type", "reasoning").beginArray("summary");
    summary(thought)
        .forEach(part ->
            json.beginObject().field("type", "summary_text").field("text", part).endObject());
    json.endArray();
    json.field("encrypted_content", state == null ? null : state.value()).endObject();
  }

  /** Clients of other protocols bring the parts back as one text. */
  private static List<String> summary(Reasoning thought) {
    boolean joined = thought.summaryParts().isEmpty() && !thought.text().isEmpty();
    return joined ? List.of(thought.text()) : thought.summaryParts();
  }

  private static List<Text> texts(List<ContentBlock> blocks) {
    List<Text> texts = new ArrayList<>(blocks.size());
    for (ContentBlock block : blocks) {
      if (block instanceof Text text) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static String joined(List<Text> texts) {
    return texts.stream().map(Text::text).collect(Collectors.joining("\n\n"));
  }

  private static String joinedLines(List<Text> texts) {
    return texts.stream().map(Text::text).collect(Collectors.joining("\n"));
  }
}
