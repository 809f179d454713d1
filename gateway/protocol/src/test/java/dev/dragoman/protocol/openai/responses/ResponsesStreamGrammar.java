package dev.dragoman.protocol.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.SseFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The grammar of a Responses stream, as clients rely on it (protocols.md 3.5): numbered events,
 * items that are opened in order and keep their place, done events that repeat what the deltas
 * said, and a last event whose output is the items that were done. Single use.
 */
public final class ResponsesStreamGrammar {
  private static final Set<String> TERMINAL =
      Set.of("response.completed", "response.incomplete", "response.failed");

  private final Map<Integer, JsonNode> open = new TreeMap<>();
  private final Map<Integer, JsonNode> done = new TreeMap<>();
  private final Map<String, StringBuilder> said = new HashMap<>();
  private final Map<String, Boolean> parts = new HashMap<>();
  private int opened;
  private @Nullable JsonNode last;

  private ResponsesStreamGrammar() {}

  /** The last event's response, of a stream that is checked to be well-formed. */
  public static JsonNode finalResponse(byte[] stream) {
    ResponsesStreamGrammar grammar = new ResponsesStreamGrammar();
    List<JsonNode> events = events(stream);
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).get("sequence_number").asInt()).isEqualTo(i);
      grammar.accept(events.get(i), i);
    }
    return grammar.checked();
  }

  /** The data of every event, each under its own name. */
  public static List<JsonNode> events(byte[] stream) {
    List<SseFrame> frames = new ArrayList<>();
    SseDecoder decoder = new SseDecoder();
    decoder.accept(stream, frames::add);
    decoder.finish(frames::add);
    List<JsonNode> events = new ArrayList<>();
    for (SseFrame frame : frames) {
      if (frame.hasData()) {
        JsonNode event = JsonMapper.shared().readTree(frame.dataText());
        assertThat(event.get("type").asString()).isEqualTo(frame.event());
        events.add(event);
      }
    }
    return events;
  }

  private void accept(JsonNode event, int index) {
    String type = event.get("type").asString();
    assertThat(last).as("nothing after the last event").isNull();
    if (index < 2) {
      assertThat(type).isEqualTo(index == 0 ? "response.created" : "response.in_progress");
      assertThat(event.get("response").get("status").asString()).isEqualTo("in_progress");
      return;
    }
    if (TERMINAL.contains(type)) {
      last = event.get("response");
      assertThat(type).endsWith(last.get("status").asString());
      return;
    }
    int place = event.get("output_index").asInt();
    switch (type) {
      case "response.output_item.added" -> {
        assertThat(place).as("places are given in order").isEqualTo(opened++);
        open.put(place, event.get("item"));
      }
      case "response.output_item.done" -> {
        JsonNode item = event.get("item");
        assertThat(item.get("id")).isEqualTo(opened(place).get("id"));
        open.remove(place);
        done.put(place, item);
      }
      default -> inside(event, type, place);
    }
  }

  private void inside(JsonNode event, String type, int place) {
    assertThat(event.get("item_id")).isEqualTo(opened(place).get("id"));
    String part =
        place + "/" + event.path("content_index").asInt(event.path("summary_index").asInt(0));
    if (type.endsWith("part.added")) {
      assertThat(parts.put(part, true)).as("opened once").isNull();
    } else if (type.endsWith("part.done")) {
      assertThat(parts.put(part, false)).as("closed once").isTrue();
      assertThat(text(event.get("part"))).isEqualTo(saidIn(part));
    } else if (type.endsWith(".delta")) {
      assertThat(parts.getOrDefault(part, true)).as("open").isTrue();
      assertThat(event.get("delta").asString()).isNotEmpty();
      said.computeIfAbsent(part, _ -> new StringBuilder()).append(event.get("delta").asString());
    } else if (type.endsWith(".done")) {
      assertThat(text(event)).isEqualTo(saidIn(part));
    } else {
      assertThat(type).isEqualTo("response.output_text.annotation.added");
    }
  }

  private JsonNode opened(int place) {
    JsonNode item = open.get(place);
    if (item == null) {
      throw new AssertionError("no item is open at " + place);
    }
    return item;
  }

  private String saidIn(String part) {
    StringBuilder text = said.get(part);
    return text == null ? "" : text.toString();
  }

  private static String text(JsonNode holder) {
    for (String member : List.of("text", "refusal", "arguments", "input")) {
      if (holder.has(member)) {
        return holder.get(member).asString();
      }
    }
    throw new AssertionError("says nothing: " + holder);
  }

  private JsonNode checked() {
    JsonNode response = last;
    if (response == null) {
      throw new AssertionError("the stream has no last event");
    }
    assertThat(response.get("output").values()).containsExactlyElementsOf(done.values());
    if (!response.get("status").asString().equals("failed")) {
      assertThat(open).as("items left open").isEmpty();
      assertThat(parts.values()).as("parts left open").doesNotContain(true);
    }
    return response;
  }
}
