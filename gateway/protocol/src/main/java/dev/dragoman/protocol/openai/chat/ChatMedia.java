package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.MediaTypes;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Executable;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.ServerToolResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.MediaSource.FileRef;
import dev.dragoman.protocol.model.MediaSource.Inline;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.normalise.CarriedMedia;
import dev.dragoman.protocol.normalise.MediaForms;
import dev.dragoman.protocol.openai.OpenAiMedia;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parts that carry media, as {@link CarriedMedia} leaves them for this protocol. */
final class ChatMedia {
  static final Provider OPENAI = new Provider("openai");

  /** Source: OpenAI API reference, Chat Completions; {@code video_url} is vLLM's. */
  private static final MediaForms FORMS =
      new MediaForms(
          "OpenAI Chat",
          OPENAI,
          false,
          Set.of(),
          true,
          false,
          false,
          type -> !MediaTypes.isText(type),
          true);

  private ChatMedia() {}

  static CarriedMedia carried(Capabilities capabilities) {
    return new CarriedMedia(FORMS, capabilities);
  }

  /** Writes {@code content} as an array of parts. */
  static void parts(
      JsonWriter json, List<? extends ContentBlock> blocks, ChatBreakpoints breakpoints) {
    json.beginArray("content");
    blocks.forEach(block -> part(json, block, breakpoints));
    json.endArray();
  }

  private static void part(JsonWriter json, ContentBlock block, ChatBreakpoints breakpoints) {
    Map<String, JsonText> ext = block.ext().of(ProtocolId.OPENAI_CHAT);
    json.beginObject();
    switch (block) {
      case Text text -> json.field("type", "text").field("text", text.text());
      case Image image -> {
        begin(json, "image_url").field("url", OpenAiMedia.url(image.source(), image.mimeType()));
        end(json.field("detail", image.detail()), "image_url", ext);
      }
      case Video video -> {
        begin(json, "video_url").field("url", OpenAiMedia.url(video.source(), video.mimeType()));
        end(json, "video_url", ext);
      }
      case Audio audio -> {
        begin(json, "input_audio").field("data", base64(audio.source()));
        end(json.field("format", format(audio.mimeType())), "input_audio", ext);
      }
      case Document document -> {
        begin(json, "file");
        file(json, document);
        end(json, "file", ext);
      }
      case Refusal _,
          Reasoning _,
          ToolCall _,
          ToolResult _,
          ServerToolCall _,
          ServerToolResult _,
          SearchResult _,
          Executable _,
          Compaction _,
          Opaque _ ->
          throw leftOver(block);
    }
    breakpoints.write(json, block);
    if (!(block instanceof Text)) {
      ext.forEach((name, value) -> {
        if (!isMedium(name)) {
          json.field(name, value);
        }
      });
    }
    json.endObject();
  }

  private static boolean isMedium(String name) {
    return ChatPlace.MEDIA.contains(name);
  }

  private static JsonWriter begin(JsonWriter json, String type) {
    return json.field("type", type).beginObject(type);
  }

  /** Ends the medium's object with the members that the model does not name. */
  private static void end(JsonWriter json, String medium, Map<String, JsonText> ext) {
    JsonText rest = ext.get(medium);
    if (rest != null && rest.parse() instanceof JsonObject members) {
      for (int i = 0; i < members.size(); i++) {
        json.field(members.name(i), members.value(i).source());
      }
    }
    json.endObject();
  }

  private static void file(JsonWriter json, Document document) {
    if (document.source() instanceof FileRef(_, String id)) {
      json.field("file_id", id);
      return;
    }
    json.field("filename", OpenAiMedia.filename(document))
        .field("file_data", OpenAiMedia.url(document.source(), document.mimeType()));
  }

  private static String base64(MediaSource source) {
    if (source instanceof Inline(String base64)) {
      return base64;
    }
    throw leftOver(source);
  }

  private static IllegalStateException leftOver(Object what) {
    return new IllegalStateException("left over: " + what.getClass().getSimpleName());
  }

  private static String format(@Nullable String type) {
    String sub = type == null ? "wav" : type.substring(type.indexOf('/') + 1);
    return switch (sub) {
      case "mpeg" -> "mp3";
      case "x-wav", "wave", "vnd.wave" -> "wav";
      default -> sub;
    };
  }
}
