package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.Provider;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parts that carry images, audio, video and files. Bytes come as a data URL or as bare base64,
 * perhaps with white space in it; a PDF in an image part is a document (BerriAI/litellm#39977).
 */
final class MediaDecoder {
  private static final Provider OPENAI = new Provider("openai");
  private static final String PDF = "application/pdf";

  private MediaDecoder() {}

  /** Bytes or an address, with the type that a data URL names. */
  private record Media(MediaSource source, @Nullable String mimeType) {}

  static ContentBlock imageUrl(JsonCursor part) {
    JsonCursor image = part.require("image_url");
    JsonCursor url = image.isString() ? image : image.require("url");
    String detail = image.isString() ? part.string("detail") : image.string("detail");
    Media media = media(url);
    if (PDF.equals(media.mimeType)) {
      return new Document(
          media.source,
          PDF,
          null,
          null,
          null,
          null,
          ContentDecoder.cache(part),
          ContentDecoder.ext(part, "image_url"));
    }
    return new Image(
        media.source,
        "image/jpg".equals(media.mimeType) ? "image/jpeg" : media.mimeType,
        detail,
        ContentDecoder.cache(part),
        ContentDecoder.ext(part, "image_url"));
  }

  static Video videoUrl(JsonCursor part) {
    JsonCursor video = part.require("video_url");
    Media media = media(video.isString() ? video : video.require("url"));
    return new Video(
        media.source,
        media.mimeType,
        ContentDecoder.cache(part),
        ContentDecoder.ext(part, "video_url"));
  }

  static Audio audio(JsonCursor part) {
    JsonCursor audio = part.require("input_audio");
    String format = audio.requireString("format").toLowerCase(Locale.ROOT);
    return new Audio(
        inline(audio.require("data")).source,
        "audio/" + (format.equals("mp3") ? "mpeg" : format),
        ContentDecoder.cache(part),
        ContentDecoder.ext(part, "input_audio"));
  }

  static Document file(JsonCursor part) {
    JsonCursor file = part.require("file");
    JsonCursor data = file.get("file_data");
    Media media =
        data == null
            ? new Media(new MediaSource.FileRef(OPENAI, file.requireString("file_id")), null)
            : inline(data);
    return new Document(
        media.source,
        media.mimeType,
        file.string("filename"),
        null,
        null,
        null,
        ContentDecoder.cache(part),
        ContentDecoder.ext(part, "file"));
  }

  private static Media media(JsonCursor url) {
    String text = url.string().strip();
    return text.startsWith("data:")
        ? dataUrl(url, text)
        : new Media(new MediaSource.Url(text), null);
  }

  private static Media inline(JsonCursor data) {
    String text = data.string().strip();
    return text.startsWith("data:")
        ? dataUrl(data, text)
        : new Media(new MediaSource.Inline(base64(data, text)), null);
  }

  private static Media dataUrl(JsonCursor where, String url) {
    int comma = url.indexOf(',');
    String head = comma < 0 ? "" : url.substring("data:".length(), comma);
    if (!head.endsWith(";base64")) {
      throw where.invalid("must be a data URL with base64, such as data:image/png;base64,…");
    }
    String type = head.substring(0, head.indexOf(';')).toLowerCase(Locale.ROOT);
    return new Media(
        new MediaSource.Inline(base64(where, url.substring(comma + 1))),
        type.isEmpty() ? null : type);
  }

  private static String base64(JsonCursor where, String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isBase64(c) && !Character.isWhitespace(c)) {
        throw where.invalid("is not base64");
      }
      if (isBase64(c)) {
        clean.append(c);
      }
    }
    return clean.toString();
  }

  private static boolean isBase64(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/'
        || c == '=';
  }
}
