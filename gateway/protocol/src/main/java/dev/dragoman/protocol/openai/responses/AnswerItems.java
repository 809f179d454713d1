package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.openai.LooseJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items of an upstream's {@code output} → blocks, in order. */
final class AnswerItems {
  private AnswerItems() {}

  static List<ContentBlock> blocks(LooseJson output) {
    List<ContentBlock> blocks = new ArrayList<>();
    List<LooseJson> items = output.items();
    for (int i = 0; i < items.size(); i++) {
      LooseJson item = items.get(i);
      switch (item.get("type").text()) {
        case "message" -> item.get("content").items().forEach(part -> blocks.add(part(part)));
        case "reasoning" -> blocks.add(reasoning(item));
        case "function_call" -> blocks.add(call(item, i, false));
        case "custom_tool_call" -> blocks.add(call(item, i, true));
        default -> blocks.add(kept(item));
      }
    }
    return blocks;
  }

  static Opaque kept(LooseJson item) {
    return new Opaque(
        ProtocolId.OPENAI_RESPONSES, item.get("type").text(), item.source(), null, Extensions.NONE);
  }

  private static ContentBlock part(LooseJson part) {
    if (part.get("type").text().equals("refusal")) {
      return Refusal.of(part.get("refusal").text());
    }
    List<Citation> citations =
        part.get("annotations").items().stream().map(AnswerItems::citation).toList();
    return new Text(part.get("text").text(), citations, null, null, Extensions.NONE);
  }

  static Citation citation(LooseJson annotation) {
    return new Citation(
        annotation.get("url").string(),
        annotation.get("title").string(),
        position(annotation.get("start_index").count()),
        position(annotation.get("end_index").count()),
        ProtocolId.OPENAI_RESPONSES,
        annotation.source());
  }

  private static @Nullable Integer position(@Nullable Long index) {
    return index == null || index > Integer.MAX_VALUE ? null : index.intValue();
  }

  private static Reasoning reasoning(LooseJson item) {
    List<String> summary = texts(item.get("summary"));
    List<String> content = texts(item.get("content"));
    boolean full = !content.isEmpty();
    return new Reasoning(
        String.join("\n\n", full ? content : summary),
        full ? List.of() : summary,
        full ? Reasoning.Kind.FULL : Reasoning.Kind.SUMMARY,
        state(item),
        item.get("id").string(),
        null,
        Extensions.NONE);
  }

  private static List<String> texts(LooseJson parts) {
    return parts.items().stream().map(part -> part.get("text").text()).toList();
  }

  /** What the upstream wants back, null when it gave nothing. */
  static @Nullable Signature state(LooseJson item) {
    String state = item.get("encrypted_content").string();
    return state == null || state.isEmpty()
        ? null
        : new Signature(ReasoningItems.OPENAI, "", state, Signature.Placement.THINKING);
  }

  static ToolCall call(LooseJson item, int index, boolean freeform) {
    String said = item.get(freeform ? "input" : "arguments").text();
    return new ToolCall(
        callId(item, index),
        item.get("id").string(),
        ToolNamespaces.flat(item.get("namespace").string(), item.get("name").text()),
        null,
        freeform ? JsonText.ofString(said) : JsonText.objectOf(said),
        freeform,
        null,
        null,
        Extensions.NONE);
  }

  /** Compatible servers may leave it out; the place stays the same in every event. */
  private static String callId(LooseJson item, int index) {
    String id = item.get("call_id").text();
    return id.isEmpty() ? "call_" + index : id;
  }
}
