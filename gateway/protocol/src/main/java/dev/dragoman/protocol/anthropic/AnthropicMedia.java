package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.InlineData;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.MediaTypes;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.MediaSource.CloudUri;
import dev.dragoman.protocol.model.MediaSource.FileRef;
import dev.dragoman.protocol.model.MediaSource.Inline;
import dev.dragoman.protocol.model.MediaSource.InlineText;
import dev.dragoman.protocol.model.MediaSource.Nested;
import dev.dragoman.protocol.model.MediaSource.Url;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.normalise.CarriedMedia;
import dev.dragoman.protocol.normalise.MediaForms;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code source} of images and documents. */
final class AnthropicMedia {
  static final Provider ANTHROPIC = Provider.ANTHROPIC;

  /** Source: platform.claude.com, Vision, PDF support and Files API. */
  private static final MediaForms FORMS =
      new MediaForms(
          "Anthropic",
          ANTHROPIC,
          true,
          Set.of("image/jpeg", "image/png", "image/gif", "image/webp"),
          false,
          true,
          true,
          _ -> false,
          false);

  private AnthropicMedia() {}

  /** A source and its type, null when neither the source nor its data say one. */
  record Media(MediaSource source, @Nullable String type) {}

  static CarriedMedia carried(Capabilities capabilities) {
    return new CarriedMedia(FORMS, capabilities);
  }

  /** The source, null when it is of a kind that the model does not know. */
  static @Nullable Media decode(JsonCursor source, AnthropicBlockDecoder blocks) {
    String type = source.string("media_type");
    return switch (source.requireString("type")) {
      case "base64" -> inline(source.require("data"), type);
      case "url" -> url(source.require("url"), type);
      case "file" -> new Media(new FileRef(ANTHROPIC, source.requireString("file_id")), type);
      case "text" -> new Media(new InlineText(source.requireString("data")), type);
      case "content" -> new Media(new Nested(blocks.inner(source.require("content"))), type);
      default -> null;
    };
  }

  private static Media url(JsonCursor url, @Nullable String type) {
    return InlineData.isDataUrl(url.string())
        ? inline(url, type)
        : new Media(new Url(url.string()), type);
  }

  private static Media inline(JsonCursor data, @Nullable String declared) {
    InlineData read = InlineData.of(data);
    return new Media(new Inline(read.base64()), declared == null ? read.mimeType() : declared);
  }

  /** Writes the source of media that are in a form of this protocol's. */
  static void write(
      JsonWriter out, MediaSource source, @Nullable String type, AnthropicBlockEncoder blocks) {
    out.beginObject("source");
    switch (source) {
      case Inline(String base64) ->
          out.field("type", "base64").field("media_type", type).field("data", base64);
      case Url(String url) -> out.field("type", "url").field("url", url);
      case FileRef(_, String id) -> out.field("type", "file").field("file_id", id);
      case InlineText(String text) ->
          out.field("type", "text").field("media_type", MediaTypes.PLAIN_TEXT).field("data", text);
      case Nested nested -> {
        out.field("type", "content").beginArray("content");
        nested.content().forEach(block -> blocks.write(out, block));
        out.endArray();
      }
      case CloudUri _ -> throw new IllegalStateException("cloud stores never get as far as here");
    }
    out.endObject();
  }
}
