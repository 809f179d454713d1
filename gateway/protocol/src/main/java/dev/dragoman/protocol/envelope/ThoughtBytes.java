package dev.dragoman.protocol.envelope;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The thoughts of a turn as bytes that a store keeps:
 *
 * <pre>
 * {"version":1,"thoughts":[{"text","summary":[…],"kind","itemId",
 *     "signature":{"provider","scope","value","placement"},"ext":{PROTOCOL:{NAME:JSON}}}]}
 * </pre>
 *
 * <p>Cache marks are a client's wish for one request and are not kept.
 */
public final class ThoughtBytes {
  private static final int VERSION = 1;

  private ThoughtBytes() {}

  /** The bytes, the same for the same thoughts. */
  public static byte[] of(List<Reasoning> thoughts) {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("version", VERSION).beginArray("thoughts");
    thoughts.forEach(thought -> write(json, thought));
    return json.endArray().endObject().bytes();
  }

  private static void write(JsonWriter json, Reasoning thought) {
    json.beginObject().field("text", thought.text()).beginArray("summary");
    thought.summaryParts().forEach(json::value);
    json.endArray().field("kind", thought.kind().name()).field("itemId", thought.itemId());
    Signature signature = thought.signature();
    if (signature != null) {
      json.beginObject("signature")
          .field("provider", signature.provider().name())
          .field("scope", signature.scope())
          .field("value", signature.value())
          .field("placement", signature.placement().name())
          .endObject();
    }
    json.beginObject("ext");
    thought
        .ext()
        .bags()
        .forEach((protocol, fields) -> {
          json.beginObject(protocol.value());
          fields.forEach(json::field);
          json.endObject();
        });
    json.endObject().endObject();
  }

  /**
   * The thoughts; none at all when a part of them is not understood, as of a build that knows more:
   * a turn of which a thought is missing would be refused.
   */
  public static List<Reasoning> read(byte[] bytes) {
    try {
      JsonObject root = object(JsonReader.parse(bytes));
      if (!(root.get("version") instanceof JsonNumber(String version))
          || !version.equals(Integer.toString(VERSION))) {
        return List.of();
      }
      List<Reasoning> thoughts = new ArrayList<>();
      for (JsonValue thought : values(root.get("thoughts"))) {
        thoughts.add(thought(object(thought)));
      }
      return List.copyOf(thoughts);
    } catch (JsonSyntaxException | IllegalArgumentException e) {
      return List.of();
    }
  }

  private static Reasoning thought(JsonObject json) {
    List<String> summary = new ArrayList<>();
    values(json.get("summary")).forEach(part -> summary.add(text(part)));
    JsonValue signature = json.get("signature");
    JsonValue itemId = json.get("itemId");
    return new Reasoning(
        text(json.get("text")),
        summary,
        Reasoning.Kind.valueOf(text(json.get("kind"))),
        signature == null ? null : signature(object(signature)),
        itemId == null ? null : text(itemId),
        null,
        extensions(object(json.get("ext"))));
  }

  private static Signature signature(JsonObject json) {
    return new Signature(
        new Provider(text(json.get("provider"))),
        text(json.get("scope")),
        text(json.get("value")),
        Placement.valueOf(text(json.get("placement"))));
  }

  private static Extensions extensions(JsonObject json) {
    Map<ProtocolId, Map<String, JsonText>> bags = new LinkedHashMap<>();
    for (int i = 0; i < json.size(); i++) {
      JsonObject bag = object(json.value(i));
      Map<String, JsonText> fields = new LinkedHashMap<>();
      for (int field = 0; field < bag.size(); field++) {
        fields.put(bag.name(field), bag.value(field).source());
      }
      bags.put(new ProtocolId(json.name(i)), fields);
    }
    return bags.isEmpty() ? Extensions.NONE : new Extensions(bags);
  }

  private static JsonObject object(@Nullable JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException("an object is missing");
  }

  private static String text(@Nullable JsonValue value) {
    if (value instanceof JsonString(String text)) {
      return text;
    }
    throw new IllegalArgumentException("a string is missing");
  }

  private static List<JsonValue> values(@Nullable JsonValue value) {
    if (!(value instanceof JsonArray array)) {
      throw new IllegalArgumentException("an array is missing");
    }
    List<JsonValue> values = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      values.add(array.get(i));
    }
    return values;
  }
}
