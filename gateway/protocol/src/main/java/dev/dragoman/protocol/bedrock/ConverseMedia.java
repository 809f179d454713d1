package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.model.Role;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Images, documents and videos: {@code {"image":{"format","source":{"bytes"}}}}. Bedrock takes
 * bytes or an object of S3, never an address, and in the messages of users only. Source: {@code
 * ImageBlock}, {@code DocumentBlock}, {@code VideoBlock} in the Bedrock API reference.
 */
final class ConverseMedia {
  private final Capabilities capabilities;
  private final ConverseLosses losses;
  private final DocumentNames names = new DocumentNames();

  ConverseMedia(Capabilities capabilities, ConverseLosses losses) {
    this.capabilities = capabilities;
    this.losses = losses;
  }

  static GatewayException refused(Place place, String kind) {
    return GatewayException.at(
        place.path(),
        "content of kind "
            + kind
            + " cannot be sent to this model; remove it or choose a model that takes it");
  }

  ContentBlock image(Place place, Image image, Role role) {
    ContentBlock note = judged(place, "image", Flag.IMAGE_INPUT, role);
    if (note != null) {
      return note;
    }
    judge(place, image.source());
    if (format(image) == null) {
      throw GatewayException.at(place.path(), "an image must be png, jpeg, gif or webp");
    }
    return image;
  }

  private static @Nullable String format(Image image) {
    String base64 = image.source() instanceof MediaSource.Inline(String text) ? text : null;
    return ConverseFormats.image(image.mimeType(), base64);
  }

  ContentBlock document(Place place, Document document, Role role) {
    ContentBlock note = judged(place, "document", Flag.PDF_INPUT, role);
    if (note != null) {
      return note;
    }
    if (document.source() instanceof MediaSource.Nested(List<ContentBlock> parts)) {
      if (!parts.stream().allMatch(Text.class::isInstance)) {
        throw GatewayException.at(place.path(), "a document in parts may hold nothing but text");
      }
      return document;
    }
    judge(place, document.source());
    if (format(document) == null) {
      throw GatewayException.at(
          place.path(),
          "a document must be pdf, csv, doc, docx, xls, xlsx, html, txt or md; its type is not"
              + " told or another");
    }
    return document;
  }

  private static @Nullable String format(Document document) {
    return switch (document.source()) {
      case MediaSource.InlineText _, MediaSource.Nested _ -> {
        String told = ConverseFormats.document(document.mimeType(), document.filename());
        yield told == null ? "txt" : told;
      }
      case MediaSource.Inline _, MediaSource.Url _, MediaSource.FileRef _, MediaSource.CloudUri _ ->
          ConverseFormats.document(document.mimeType(), document.filename());
    };
  }

  ContentBlock video(Place place, Video video, Role role) {
    ContentBlock note = judged(place, "video", Flag.VIDEO_INPUT, role);
    if (note != null) {
      return note;
    }
    judge(place, video.source());
    if (ConverseFormats.video(video.mimeType()) == null) {
      throw GatewayException.at(place.path(), "a video must be mp4, mov, mkv, webm, flv or mpeg");
    }
    return video;
  }

  /**
   * A note that stands for a medium where Bedrock takes none: in what the assistant said.
   *
   * @throws GatewayException {@code INVALID_REQUEST} where the model does not take the medium
   */
  private @Nullable Text judged(Place place, String kind, Flag flag, Role role) {
    if (role == Role.ASSISTANT) {
      losses.advisory(place.path(), "media that the assistant sent are told as a note");
      return Text.of("[" + kind + " of the assistant]");
    }
    if (role != Role.USER || !capabilities.has(flag)) {
      throw refused(place, kind);
    }
    return null;
  }

  private static void judge(Place place, MediaSource source) {
    switch (source) {
      case MediaSource.Inline _, MediaSource.InlineText _, MediaSource.Nested _ -> {}
      case MediaSource.CloudUri(String uri, String _) -> {
        if (!uri.startsWith("s3:")) {
          throw GatewayException.at(place.path(), "Bedrock reads objects of S3 only");
        }
      }
      case MediaSource.Url _ ->
          throw GatewayException.at(
              place.path(), "Bedrock takes no addresses; send the bytes as base64");
      case MediaSource.FileRef _ ->
          throw GatewayException.at(place.path(), "the file belongs to another provider");
    }
  }

  void write(JsonWriter out, Image image) {
    out.beginObject().beginObject("image").field("format", Objects.requireNonNull(format(image)));
    source(out, image.source());
    out.endObject().endObject();
  }

  void write(JsonWriter out, Document document) {
    out.beginObject()
        .beginObject("document")
        .field("format", Objects.requireNonNull(format(document)))
        .field("name", names.next(document.title(), document.filename()));
    source(out, document.source());
    out.field("context", document.context());
    if (document.citationsEnabled() != null) {
      out.beginObject("citations").field("enabled", document.citationsEnabled()).endObject();
    }
    out.endObject().endObject();
  }

  void write(JsonWriter out, Video video) {
    out.beginObject()
        .beginObject("video")
        .field("format", Objects.requireNonNull(ConverseFormats.video(video.mimeType())));
    source(out, video.source());
    out.endObject().endObject();
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
      case MediaSource.CloudUri(String uri, String owner) ->
          out.beginObject("s3Location")
              .field("uri", uri)
              .field("bucketOwner", owner.isEmpty() ? null : owner)
              .endObject();
      case MediaSource.Url _, MediaSource.FileRef _ ->
          throw new IllegalStateException("refused with the history");
    }
    out.endObject();
  }
}
