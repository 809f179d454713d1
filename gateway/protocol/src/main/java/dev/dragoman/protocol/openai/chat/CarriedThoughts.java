package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How thinking travels with clients of this protocol, which has no place for it (protocols.md 2.6):
 *
 * <pre>
 * message.thinking_blocks[]                        {type:thinking,thinking,signature} | {type:redacted_thinking,data}
 * tool_calls[i].extra_content.dragoman             {thinking_blocks[]} | {reasoning_content}
 * </pre>
 *
 * <p>Typed SDKs drop unknown fields of a message and keep those of its calls, so a call carries
 * what was thought since the call before it.
 */
final class CarriedThoughts {
  static final String BLOCKS = "thinking_blocks";
  static final String EXTRA = "extra_content";

  /** Member of {@code extra_content} that is the gateway's own. */
  static final String OWN = "dragoman";

  private static final String TEXT = "reasoning_content";

  private CarriedThoughts() {}

  /** Writes the member of the message; nothing for thoughts that nobody signed. */
  static void write(JsonWriter json, List<Reasoning> thoughts) {
    List<Reasoning> signed = signed(thoughts);
    if (signed.isEmpty()) {
      return;
    }
    json.beginArray(BLOCKS);
    signed.forEach(thought -> block(json, thought, null));
    json.endArray();
  }

  /**
   * Writes one thought of a stream, whole.
   *
   * @param index its number among those of its candidate: some clients join entries by it
   */
  static void writeDelta(JsonWriter json, Reasoning thought, int index) {
    json.beginArray(BLOCKS);
    block(json, thought, index);
    json.endArray();
  }

  private static List<Reasoning> signed(List<Reasoning> thoughts) {
    return thoughts.stream().filter(thought -> thought.signature() != null).toList();
  }

  private static void block(JsonWriter json, Reasoning thought, @Nullable Integer index) {
    Signature signature = thought.signature();
    String value = signature == null ? null : signature.value();
    json.beginObject().field("index", index);
    if (thought.kind() == Reasoning.Kind.REDACTED) {
      json.field("type", "redacted_thinking").field("data", value);
    } else {
      json.field("type", "thinking").field("thinking", thought.text()).field("signature", value);
    }
    json.endObject();
  }

  /** The call with the thoughts before it in its extra content. */
  static ToolCall into(ToolCall call, List<Reasoning> thoughts) {
    if (thoughts.isEmpty()) {
      return call;
    }
    Map<String, JsonText> ext = new LinkedHashMap<>(call.ext().of(ProtocolId.OPENAI_CHAT));
    JsonWriter extra = new JsonWriter().beginObject();
    if (ext.get(EXTRA) != null && ext.get(EXTRA).parse() instanceof JsonObject given) {
      for (int i = 0; i < given.size(); i++) {
        extra.field(given.name(i), given.value(i).source());
      }
    }
    extra.beginObject(OWN);
    if (signed(thoughts).isEmpty()) {
      extra.field(TEXT, text(thoughts));
    } else {
      write(extra, thoughts);
    }
    extra.endObject().endObject();
    ext.put(EXTRA, new JsonText(extra.text()));
    return withExt(call, ext);
  }

  private static String text(List<Reasoning> thoughts) {
    StringBuilder text = new StringBuilder();
    thoughts.forEach(thought -> text.append(thought.text()));
    return text.toString();
  }

  private static ToolCall withExt(ToolCall call, Map<String, JsonText> ext) {
    return new ToolCall(
        call.id(),
        call.itemId(),
        call.name(),
        call.namespace(),
        call.arguments(),
        call.freeform(),
        call.signature(),
        call.cache(),
        Extensions.of(ProtocolId.OPENAI_CHAT, ext));
  }

  /** The thoughts that a message of the history carries itself. */
  static List<Placed> ofMessage(JsonCursor message) {
    JsonCursor blocks = message.get(BLOCKS);
    return blocks == null || !blocks.isArray() ? List.of() : blocks(blocks);
  }

  /** The thoughts that a call of the history carries. */
  static List<Placed> ofCall(JsonCursor call) {
    JsonCursor own = own(call);
    if (own == null) {
      return List.of();
    }
    JsonCursor text = own.get(TEXT);
    if (text != null && text.isString()) {
      return List.of(Placed.at(text, Reasoning.of(text.string())));
    }
    return ofMessage(own);
  }

  private static @Nullable JsonCursor own(JsonCursor call) {
    JsonCursor extra = call.get(EXTRA);
    JsonCursor own = extra == null || !extra.isObject() ? null : extra.get(OWN);
    return own == null || !own.isObject() ? null : own;
  }

  /** The fields of a call without what the gateway put there. */
  static Map<String, JsonText> withoutOwn(JsonCursor call, Map<String, JsonText> rest) {
    JsonCursor extra = call.get(EXTRA);
    if (extra == null || own(call) == null) {
      return rest;
    }
    Map<String, JsonText> left = new LinkedHashMap<>(rest);
    left.remove(EXTRA);
    Map<String, JsonText> foreign = extra.rest(Set.of(OWN));
    if (!foreign.isEmpty()) {
      JsonWriter json = new JsonWriter().beginObject();
      foreign.forEach(json::field);
      left.put(EXTRA, new JsonText(json.endObject().text()));
    }
    return left;
  }

  /** Entries of another form are a client's own and are passed over. */
  private static List<Placed> blocks(JsonCursor array) {
    List<Placed> thoughts = new ArrayList<>();
    for (JsonCursor entry : array.items()) {
      String type = entry.isObject() && isText(entry, "type") ? entry.string("type") : null;
      if ("thinking".equals(type)) {
        String text = isText(entry, "thinking") ? entry.string("thinking") : "";
        thoughts.add(
            Placed.at(entry, thought(text, Reasoning.Kind.FULL, signature(entry, "signature"))));
      } else if ("redacted_thinking".equals(type)) {
        thoughts.add(
            Placed.at(entry, thought("", Reasoning.Kind.REDACTED, signature(entry, "data"))));
      }
    }
    return thoughts;
  }

  private static boolean isText(JsonCursor entry, String member) {
    JsonCursor value = entry.get(member);
    return value != null && value.isString();
  }

  private static Reasoning thought(
      @Nullable String text, Reasoning.Kind kind, @Nullable Signature signature) {
    return new Reasoning(
        text == null ? "" : text, List.of(), kind, signature, null, null, Extensions.NONE);
  }

  /** Signatures of this form are Claude's, or envelopes, which are opened later. */
  private static @Nullable Signature signature(JsonCursor entry, String member) {
    String value = isText(entry, member) ? entry.string(member) : null;
    return value == null || value.isEmpty()
        ? null
        : new Signature(Provider.ANTHROPIC, "", value, Signature.Placement.THINKING);
  }
}
