package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.InlineData;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.MediaTypes;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts that carry images, audio, video and files. Bytes come as a data URL or as bare base64,
 * perhaps with white space in it; a PDF in an image part is a document (BerriAI/litellm#39977).
 */
final class MediaDecoder {

  private MediaDecoder() {}

  /** Bytes or an address, with the type that a data URL names. */
  private record Media(MediaSource source, @Nullable String mimeType) {}

  static ContentBlock imageUrl(JsonCursor part) {
    JsonCursor image = part.require("image_url");
    JsonCursor url = image.isString() ? image : image.require("url");
    String detail = image.isString() ? part.string("detail") : image.string("detail");
    Media media = media(url);
    if (MediaTypes.PDF.equals(media.mimeType)) {
      return new Document(
          media.source,
          media.mimeType,
          null,
          null,
          null,
          null,
          ContentDecoder.cache(part),
          ext(part, "image_url", "url", "detail"));
    }
    return new Image(
        media.source,
        media.mimeType,
        detail,
        ContentDecoder.cache(part),
        ext(part, "image_url", "url", "detail"));
  }

  static Video videoUrl(JsonCursor part) {
    JsonCursor video = part.require("video_url");
    Media media = media(video.isString() ? video : video.require("url"));
    return new Video(
        media.source, media.mimeType, ContentDecoder.cache(part), ext(part, "video_url", "url"));
  }

  static Audio audio(JsonCursor part) {
    JsonCursor audio = part.require("input_audio");
    String format = audio.requireString("format").toLowerCase(Locale.ROOT);
    return new Audio(
        inline(audio.require("data")).source,
        "audio/" + (format.equals("mp3") ? "mpeg" : format),
        ContentDecoder.cache(part),
        ext(part, "input_audio", "data", "format"));
  }

  static Document file(JsonCursor part) {
    JsonCursor file = part.require("file");
    JsonCursor data = file.get("file_data");
    if (data != null && file.get("file_id") != null) {
      throw file.invalid("must hold file_data or file_id, not both");
    }
    Media media =
        data == null
            ? new Media(
                new MediaSource.FileRef(ChatMedia.OPENAI, file.requireString("file_id")), null)
            : inline(data);
    return new Document(
        media.source,
        media.mimeType,
        file.string("filename"),
        null,
        null,
        null,
        ContentDecoder.cache(part),
        ext(part, "file", "file_data", "filename", "file_id"));
  }

  /** What the part says beside its medium, and the medium's object beside what is known of it. */
  private static Extensions ext(JsonCursor part, String medium, String... known) {
    JsonCursor object = part.require(medium);
    Map<String, JsonText> more = object.isObject() ? object.rest(Set.of(known)) : Map.of();
    if (more.isEmpty()) {
      return ContentDecoder.ext(part, medium);
    }
    Map<String, JsonText> all =
        new LinkedHashMap<>(ContentDecoder.ext(part, medium).of(ProtocolId.OPENAI_CHAT));
    JsonWriter rest = new JsonWriter().beginObject();
    more.forEach(rest::field);
    all.put(medium, new JsonText(rest.endObject().text()));
    return Extensions.of(ProtocolId.OPENAI_CHAT, all);
  }

  private static Media media(JsonCursor url) {
    return InlineData.isDataUrl(url.string().strip())
        ? inline(url)
        : new Media(new MediaSource.Url(url.string().strip()), null);
  }

  private static Media inline(JsonCursor data) {
    InlineData read = InlineData.of(data);
    return new Media(new MediaSource.Inline(read.base64()), MediaTypes.normal(read.mimeType()));
  }
}
