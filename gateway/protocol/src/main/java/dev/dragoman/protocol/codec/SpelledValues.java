package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where in a tool's arguments a target that has enums of strings alone answers {@code "1"} for
 * {@code 1}, so that the client gets the value its schema lists (protocols.md 5, 58). Arguments
 * that are no JSON, as a call that was cut has them, stay.
 *
 * @param sources of values that are no strings but were listed as strings here, such as {@code 1}
 * @param properties the same of members of an object here
 * @param items the same of what an array here holds, null for nothing
 */
public record SpelledValues(
    Set<String> sources, Map<String, SpelledValues> properties, @Nullable SpelledValues items)
    implements RewrittenCalls.Rule {
  public SpelledValues {
    sources = Set.copyOf(sources);
    properties = Map.copyOf(properties);
  }

  @Override
  public ToolCall begun(ToolCall call) {
    return new ToolCall(
        call.id(),
        call.itemId(),
        call.name(),
        call.namespace(),
        new JsonText(arguments(call.arguments().text())),
        call.freeform(),
        call.signature(),
        call.cache(),
        call.ext());
  }

  @Override
  public String arguments(String whole) {
    JsonValue value = JsonReader.tryParse(whole);
    if (value == null) {
      return whole;
    }
    JsonWriter out = new JsonWriter();
    write(out, value);
    return out.text();
  }

  private void write(JsonWriter out, JsonValue value) {
    switch (value) {
      case JsonString(String text) when sources.contains(text) -> out.value(new JsonText(text));
      case JsonObject object when !properties.isEmpty() -> {
        out.beginObject();
        for (int i = 0; i < object.size(); i++) {
          out.name(object.name(i));
          write(properties.get(object.name(i)), out, object.value(i));
        }
        out.endObject();
      }
      case JsonArray array when items != null -> {
        out.beginArray();
        for (int i = 0; i < array.size(); i++) {
          write(items, out, array.get(i));
        }
        out.endArray();
      }
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _, JsonObject _, JsonArray _ ->
          out.value(value.source());
    }
  }

  private static void write(@Nullable SpelledValues spelled, JsonWriter out, JsonValue value) {
    if (spelled == null) {
      out.value(value.source());
    } else {
      spelled.write(out, value);
    }
  }
}
