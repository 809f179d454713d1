package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.SystemPlacement;
import dev.dragoman.protocol.codec.ReasoningControls.State;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.normalise.FreeformTools;
import dev.dragoman.protocol.normalise.ToolIds;
import dev.dragoman.protocol.normalise.Turns.Arranged;
import dev.dragoman.protocol.openai.OpenAiMedia;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code messages}: instructions first, then the turns in the order of the arrangement. A
 * user message of results and text becomes one {@code tool} message a result, then one user message
 * (apache/apisix#13674). Takes what {@link CarriedContent} leaves. Single use.
 */
final class MessageEncoder {
  /** OpenAI takes no longer ids (screenpipe#3252). */
  private static final int MAX_ID = 40;

  private final JsonWriter json;
  private final Capabilities capabilities;
  private final ToolNames names;
  private final ChatBreakpoints breakpoints;
  private final boolean remembers;

  /**
   * An encoder.
   *
   * @param remembers whether turns with calls have to say what was thought before them
   */
  MessageEncoder(
      JsonWriter json,
      Capabilities capabilities,
      ToolNames names,
      ChatBreakpoints breakpoints,
      boolean remembers) {
    this.breakpoints = breakpoints;
    this.remembers = remembers;
    this.json = json;
    this.capabilities = capabilities;
    this.names = names;
  }

  /**
   * Writes the conversation.
   *
   * @param instruction more to say at the end of the instructions, null for nothing
   */
  void write(Arranged turns, @Nullable String instruction) {
    json.beginArray("messages");
    List<Text> system = texts(turns.system());
    if (instruction != null) {
      system.add(Text.of(instruction));
    }
    if (!system.isEmpty()) {
      begin(instructionRole());
      content(system, "\n\n");
      json.endObject();
    }
    turns.messages().forEach(this::message);
    json.endArray();
  }

  private void message(Message message) {
    switch (message.role()) {
      case SYSTEM, DEVELOPER -> lateInstruction(message);
      case USER -> user(message);
      case ASSISTANT -> assistant(message);
    }
  }

  private JsonWriter begin(String role) {
    return json.beginObject().field("role", role);
  }

  /** Many servers' templates know no role developer (subwave#1693). */
  private String instructionRole() {
    return capabilities.systemPlacement() == SystemPlacement.DEVELOPER ? "developer" : "system";
  }

  /** Never moved to the top: that would change the order and void the prompt cache. */
  private void lateInstruction(Message message) {
    List<Text> texts = texts(message.content());
    switch (capabilities.systemPlacement()) {
      case ANYWHERE, DEVELOPER -> {
        begin(instructionRole());
        content(texts, "\n\n");
        end(message);
      }
      case SYSTEM, TOP -> {
        begin("user").field("content", reminder(texts));
        end(message);
      }
    }
  }

  private static String reminder(List<Text> texts) {
    return "<system-reminder>" + joined(texts, "\n\n") + "</system-reminder>";
  }

  private void user(Message message) {
    for (ContentBlock block : message.content()) {
      if (block instanceof ToolResult result) {
        toolResult(result);
      }
    }
    List<ContentBlock> parts = UserParts.of(message, capabilities, MessageEncoder::id);
    if (!parts.isEmpty()) {
      begin("user");
      if (UserParts.areText(parts)) {
        content(texts(parts), "\n");
      } else {
        ChatMedia.parts(json, parts, breakpoints);
      }
      end(message);
    }
  }

  private void toolResult(ToolResult result) {
    List<ContentBlock> parts = OpenAiMedia.flat(result.content());
    if (!UserParts.areText(parts) && capabilities.has(Flag.MEDIA_IN_TOOL_RESULT)) {
      begin("tool").field("tool_call_id", id(result.toolCallId()));
      ChatMedia.parts(json, parts, breakpoints);
      result.ext().of(ProtocolId.OPENAI_CHAT).forEach(json::field);
      json.endObject();
      return;
    }
    String text = UserParts.textOf(parts);
    boolean marked = !result.isError() || text.startsWith("Error: ");
    begin("tool")
        .field("tool_call_id", id(result.toolCallId()))
        .field("content", marked ? text : "Error: " + text);
    result.ext().of(ProtocolId.OPENAI_CHAT).forEach(json::field);
    json.endObject();
  }

  private static String id(String id) {
    return ToolIds.atMost(MAX_ID, id);
  }

  /**
   * A turn of the model. One that called tools says what was thought before, or that it is not
   * known any more: DeepSeek refuses the conversation without (Roo-Code#12195). Other turns need
   * not say it.
   */
  private void assistant(Message message) {
    List<Text> texts = new ArrayList<>();
    StringBuilder refusal = new StringBuilder();
    StringBuilder thoughts = new StringBuilder();
    List<Signature> states = new ArrayList<>();
    List<ContentBlock.ToolCall> calls = new ArrayList<>();
    for (ContentBlock block : message.content()) {
      switch (block) {
        case Text text -> texts.add(text);
        case Refusal(String text, _, _) -> refusal.append(text);
        case ContentBlock.ToolCall call -> calls.add(call);
        case ContentBlock.Reasoning thought -> {
          thoughts.append(thought.text());
          if (Signature.isOf(Provider.OPENROUTER, thought.signature())) {
            states.add(Objects.requireNonNull(thought.signature()));
          }
        }
        case ToolResult _,
            ContentBlock.Image _,
            ContentBlock.Document _,
            ContentBlock.Audio _,
            ContentBlock.Video _,
            ContentBlock.ServerToolCall _,
            ContentBlock.ServerToolResult _,
            ContentBlock.SearchResult _,
            ContentBlock.Executable _,
            ContentBlock.Compaction _,
            ContentBlock.Opaque _ ->
            throw new IllegalStateException("left over: " + block.getClass().getSimpleName());
      }
    }
    begin("assistant");
    if (!texts.isEmpty()) {
      json.field("content", joined(texts, ""));
    } else if (capabilities.has(Flag.NULL_FIELDS)) {
      json.nullField("content");
    }
    json.field("refusal", refusal.isEmpty() ? null : refusal.toString());
    if (remembers && !calls.isEmpty()) {
      json.field("reasoning_content", thoughts.toString());
    }
    if (capabilities.controls().state() == State.DETAILS) {
      ReasoningDetails.write(json, states);
    }
    ToolCallEncoder.write(json, carried(calls), names, MessageEncoder::id);
    end(message);
  }

  /** Calls of raw-text tools as calls of the functions that stand for them where need be. */
  private List<ContentBlock.ToolCall> carried(List<ContentBlock.ToolCall> calls) {
    return capabilities.has(Flag.FREEFORM_TOOLS)
        ? calls
        : calls.stream().map(FreeformTools::asFunctionCall).toList();
  }

  /** Ends a message with what the model does not name. */
  private void end(Message message) {
    json.field("name", message.name());
    message.ext().of(ProtocolId.OPENAI_CHAT).forEach(json::field);
    json.endObject();
  }

  /**
   * A single text without a cache mark is a string; others are parts where the target takes parts.
   */
  private void content(List<Text> texts, String separator) {
    boolean alone = texts.size() == 1 && !breakpoints.isMarked(texts.getFirst());
    if (alone || !capabilities.has(Flag.CONTENT_PARTS)) {
      json.field("content", joined(texts, separator));
      return;
    }
    ChatMedia.parts(json, texts, breakpoints);
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

  private static String joined(List<Text> texts, String separator) {
    if (texts.size() == 1) {
      return texts.getFirst().text();
    }
    return texts.stream().map(Text::text).collect(Collectors.joining(separator));
  }
}
