package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.AnswerRecorder;
import dev.dragoman.protocol.codec.ResponseStorage.Asked;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.SseFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes into an answer's {@code response} objects what the gateway knows and its upstream does
 * not: whether it is stored and what it builds on. A complete or incomplete answer is stored, a
 * failed one is not. Every other byte stays.
 */
final class ResponseRecorder implements AnswerRecorder {
  /** Events that hold a {@code response}. */
  private static final Set<String> OF_RESPONSE =
      Set.of(
          "response.created",
          "response.in_progress",
          "response.queued",
          "response.completed",
          "response.incomplete",
          "response.failed");

  /** The last event holds the whole answer again. */
  private static final int MOST_FRAME_BYTES = 32 << 20;

  private static final Set<String> LAST = Set.of("completed", "incomplete");

  private final Asked asked;
  private final List<String> context;
  private final List<JsonText> input;
  private final SseDecoder frames = new SseDecoder(MOST_FRAME_BYTES);

  ResponseRecorder(Asked asked, List<String> context, List<JsonText> input) {
    this.asked = asked;
    this.context = context;
    this.input = input;
  }

  @Override
  public Step whole(byte[] body) {
    byte[] unstored = marked(body, "", false);
    String id = idToStore(body, "");
    if (id == null) {
      return new Step.Pass(unstored);
    }
    byte[] stored = marked(body, "", true);
    return new Step.Store(id, content(JsonReader.parse(stored).source()), stored, unstored);
  }

  @Override
  public List<Step> accept(byte[] bytes) {
    List<Step> steps = new ArrayList<>();
    frames.accept(bytes, frame -> steps.add(step(frame)));
    return steps;
  }

  @Override
  public List<Step> finish() {
    List<Step> steps = new ArrayList<>();
    frames.finish(frame -> steps.add(step(frame)));
    return steps;
  }

  private Step step(SseFrame frame) {
    byte[] data = frame.data();
    if (data == null || (frame.event() != null && !OF_RESPONSE.contains(frame.event()))) {
      return new Step.Pass(frame.raw());
    }
    String id = idToStore(data, "response.");
    if (id == null) {
      boolean failed = "response.failed".equals(frame.event());
      return new Step.Pass(frame(frame, marked(data, "response.", asked.store() && !failed)));
    }
    byte[] marked = marked(data, "response.", true);
    JsonValue response = JsonScan.of(marked, "response").value("response");
    if (response == null) {
      throw new IllegalStateException("a response was found and is not there");
    }
    return new Step.Store(
        id,
        content(response.source()),
        frame(frame, marked),
        frame(frame, marked(data, "response.", false)));
  }

  private static byte[] frame(SseFrame frame, byte[] data) {
    return SseFrame.bytes(frame.event(), SseFrame.onOneLine(data));
  }

  private byte[] content(JsonText response) {
    return new StoredResponse(context, input, response).bytes();
  }

  /** The id of an answer that is over and is to be stored, else null. */
  private @Nullable String idToStore(byte[] json, String prefix) {
    if (!asked.store()) {
      return null;
    }
    try {
      JsonScan scan = JsonScan.of(json, prefix + "id", prefix + "status");
      String id = scan.string(prefix + "id");
      String status = scan.string(prefix + "status");
      return status != null && LAST.contains(status) ? id : null;
    } catch (JsonSyntaxException notJson) {
      return null;
    }
  }

  /** The JSON with the two members, where it is a response. */
  private byte[] marked(byte[] json, String prefix, boolean stored) {
    byte[] marked = with(json, prefix + "store", new JsonText(Boolean.toString(stored)));
    return asked.previous() == null
        ? marked
        : with(marked, prefix + "previous_response_id", JsonText.ofString(asked.previous()));
  }

  private static byte[] with(byte[] json, String path, JsonText value) {
    try {
      JsonScan scan = JsonScan.of(json, path);
      boolean top = path.indexOf('.') < 0;
      return top || scan.value(path) != null ? scan.with(path, value) : json;
    } catch (JsonSyntaxException notJson) {
      return json;
    }
  }
}
