package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.MediaTypes;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.MediaSource.InlineText;
import dev.dragoman.protocol.model.MediaSource.Nested;
import dev.dragoman.protocol.model.MediaSource.Url;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.normalise.CarriedMedia;
import dev.dragoman.protocol.normalise.MediaForms;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which media are sent, and as what. Bedrock takes bytes or an object of S3, never another address,
 * and in the messages of users only. Source: {@code ImageBlock}, {@code DocumentBlock}, {@code
 * VideoBlock} and {@code AudioBlock} in the Bedrock API reference.
 */
final class ConverseMedia {
  private static final Provider BEDROCK = new Provider("bedrock");
  private static final String S3 = "s3://";

  private final Capabilities capabilities;
  private final CarriedMedia media;
  private final ConverseLosses losses;

  ConverseMedia(Capabilities capabilities, ConverseLosses losses) {
    this.capabilities = capabilities;
    this.media = carried(capabilities);
    this.losses = losses;
  }

  private static CarriedMedia carried(Capabilities capabilities) {
    boolean documents = capabilities.has(Flag.PDF_INPUT);
    return new CarriedMedia(
        new MediaForms(
            "Bedrock",
            BEDROCK,
            false,
            ConverseFormats.imageTypes(),
            false,
            false,
            documents,
            type -> documents && ConverseFormats.isDocumentType(type),
            false),
        capabilities);
  }

  /** Whether the block leads to bytes that Bedrock does not fetch itself. */
  static boolean needsBytes(ContentBlock block, Capabilities capabilities) {
    MediaSource source =
        switch (block) {
          case Image image -> image.source();
          case Document document -> document.source();
          case Video video -> video.source();
          case ContentBlock _ -> null;
        };
    return source != null && !isOfS3(source) && carried(capabilities).needsBytes(block);
  }

  static boolean isOfS3(MediaSource source) {
    return source instanceof Url(String url) && url.startsWith(S3);
  }

  static GatewayException refused(Place place, String kind) {
    return GatewayException.at(
        place.path(),
        "content of kind "
            + kind
            + " cannot be sent to this model; remove it or choose a model that takes it");
  }

  ContentBlock image(Place place, Image image, Role role) {
    ContentBlock note = noted(place, "image", role);
    if (note != null) {
      return note;
    }
    if (image.detail() != null && !image.detail().equals("auto")) {
      losses.advisory(place.path("detail"), "Bedrock has no detail of images");
    }
    if (isOfS3(image.source())) {
      judgeObject(place, Flag.IMAGE_INPUT, ConverseFormats.image(image.mimeType(), image.source()));
      return image;
    }
    return media.image(image, place);
  }

  ContentBlock document(Place place, Document document, Role role) {
    ContentBlock note = noted(place, "document", role);
    if (note != null) {
      return note;
    }
    if (isOfS3(document.source())) {
      judgeObject(
          place, Flag.PDF_INPUT, ConverseFormats.document(document.mimeType(), document.source()));
      return document;
    }
    ContentBlock carried = media.document(document, place);
    return carried instanceof Document it && it.source() instanceof Nested(List<ContentBlock> parts)
        ? nested(place, it, parts)
        : carried;
  }

  /** Parts of text alone; a model without documents reads them as one text. */
  private ContentBlock nested(Place place, Document document, List<ContentBlock> parts) {
    if (!parts.stream().allMatch(Text.class::isInstance)) {
      throw GatewayException.at(place.path(), "a document in parts may hold nothing but text");
    }
    if (capabilities.has(Flag.PDF_INPUT)) {
      return document;
    }
    String text =
        parts.stream().map(Text.class::cast).map(Text::text).collect(Collectors.joining("\n"));
    return media.document(
        new Document(
            new InlineText(text),
            MediaTypes.PLAIN_TEXT,
            document.filename(),
            document.title(),
            document.context(),
            document.citationsEnabled(),
            document.cache(),
            document.ext()),
        place);
  }

  ContentBlock video(Place place, Video video, Role role) {
    ContentBlock note = noted(place, "video", role);
    if (note != null) {
      return note;
    }
    String format = ConverseFormats.video(video.mimeType(), video.source());
    if (isOfS3(video.source())) {
      judgeObject(place, Flag.VIDEO_INPUT, format);
      return video;
    }
    Video carried = media.video(video, place);
    requireFormat(place, format);
    return carried;
  }

  ContentBlock audio(Place place, Audio audio, Role role) {
    ContentBlock note = noted(place, "audio", role);
    if (note != null) {
      return note;
    }
    Audio carried = media.audio(audio, place);
    requireFormat(place, ConverseFormats.audio(audio.mimeType(), audio.source()));
    return carried;
  }

  /**
   * A note that stands for a medium where Bedrock takes none: in what the assistant said.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for a medium among instructions
   */
  private @Nullable Text noted(Place place, String kind, Role role) {
    return switch (role) {
      case USER -> null;
      case ASSISTANT -> {
        losses.advisory(place.path(), "media that the assistant sent are told as a note");
        yield Text.of("[" + kind + " of the assistant]");
      }
      case SYSTEM, DEVELOPER ->
          throw GatewayException.at(place.path(), "media are taken in user messages only");
    };
  }

  private void judgeObject(Place place, Flag flag, @Nullable String format) {
    if (!capabilities.has(flag)) {
      throw GatewayException.at(place.path(), "the model of this route takes no such media");
    }
    requireFormat(place, format);
  }

  private static void requireFormat(Place place, @Nullable String format) {
    if (format == null) {
      throw GatewayException.at(
          place.path(), "is of a type that Bedrock does not take, or of one that is not told");
    }
  }
}
