package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.MediaSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes media that {@link ConverseMedia} left: {@code {"image":{"format","source":{"bytes"}}}} and
 * its like. Single use, since documents are named in their order.
 */
final class ConverseMediaEncoder {
  private final DocumentNames names = new DocumentNames();

  void image(JsonWriter out, Image image) {
    begin(out, "image", ConverseFormats.image(image.mimeType(), image.source()));
    source(out, image.source());
    out.endObject().endObject();
  }

  void document(JsonWriter out, Document document) {
    String format = ConverseFormats.document(document.mimeType(), document.source());
    begin(out, "document", format == null ? "txt" : format);
    out.field("name", names.next(document.title(), document.filename()));
    source(out, document.source());
    out.field("context", document.context());
    if (document.citationsEnabled() != null) {
      out.beginObject("citations").field("enabled", document.citationsEnabled()).endObject();
    }
    out.endObject().endObject();
  }

  void video(JsonWriter out, Video video) {
    begin(out, "video", ConverseFormats.video(video.mimeType(), video.source()));
    source(out, video.source());
    out.endObject().endObject();
  }

  void audio(JsonWriter out, Audio audio) {
    begin(out, "audio", ConverseFormats.audio(audio.mimeType(), audio.source()));
    source(out, audio.source());
    out.endObject().endObject();
  }

  private static void begin(JsonWriter out, String kind, @Nullable String format) {
    out.beginObject().beginObject(kind).field("format", format);
  }

  private static void source(JsonWriter out, MediaSource source) {
    out.beginObject("source");
    switch (source) {
      case MediaSource.Inline(String base64) -> out.field("bytes", base64);
      case MediaSource.InlineText(String text) ->
          out.field(
              "bytes", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
      case MediaSource.Nested(List<ContentBlock> parts) -> {
        out.beginArray("content");
        for (ContentBlock part : parts) {
          if (part instanceof Text text) {
            out.beginObject().field("text", text.text()).endObject();
          }
        }
        out.endArray();
      }
      case MediaSource.Url(String object) ->
          out.beginObject("s3Location").field("uri", object).endObject();
      case MediaSource.CloudUri _, MediaSource.FileRef _ ->
          throw new IllegalStateException("refused with the history");
    }
    out.endObject();
  }
}
