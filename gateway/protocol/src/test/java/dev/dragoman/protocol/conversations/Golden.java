package dev.dragoman.protocol.conversations;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.wire.SseDecoder;
import dev.dragoman.protocol.wire.SseFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What kinds of golden files there are: how each is shown and compared. */
enum Golden {
  REQUEST("request.json"),
  DROPPED("dropped.json"),
  REFUSED("refused.json"),
  RESPONSE("response.json"),
  STREAM("stream.sse");

  private final String suffix;

  Golden(String suffix) {
    this.suffix = suffix;
  }

  /** The name of the file, such as {@code anthropic-to-openai.chat.request.json}. */
  String fileOf(String stem) {
    return stem + "." + suffix;
  }

  /** The content as it is written to a file. */
  String shown(byte[] content) {
    return switch (this) {
      case REQUEST, DROPPED, REFUSED, RESPONSE -> GoldenJson.pretty(JsonReader.parse(content));
      case STREAM -> new String(content, StandardCharsets.UTF_8);
    };
  }

  /** The content as it is compared: JSON as trees, streams frame by frame. */
  String compared(byte[] content) {
    return switch (this) {
      case REQUEST, DROPPED, REFUSED, RESPONSE -> GoldenJson.tree(JsonReader.parse(content));
      case STREAM -> {
        StringBuilder frames = new StringBuilder();
        frames(content).forEach(frame -> frames.append(compared(frame)));
        yield frames.toString();
      }
    };
  }

  private static String compared(SseFrame frame) {
    String data = frame.dataText();
    try {
      data = GoldenJson.tree(JsonReader.parse(data));
    } catch (JsonSyntaxException _) {
      data += "\n";
    }
    return "event: " + frame.event() + "\ndata: " + data + "\n";
  }

  static List<SseFrame> frames(byte[] content) {
    List<SseFrame> frames = new ArrayList<>();
    SseDecoder decoder = new SseDecoder();
    decoder.accept(content, frames::add);
    decoder.finish(frames::add);
    return frames;
  }

  static byte[] json(List<Dropped> all) {
    JsonWriter writer = new JsonWriter().beginArray();
    for (Dropped dropped : all) {
      writer
          .beginObject()
          .field("path", dropped.path())
          .field("loss", dropped.loss().name())
          .field("reason", dropped.reason())
          .endObject();
    }
    return writer.endArray().bytes();
  }
}
