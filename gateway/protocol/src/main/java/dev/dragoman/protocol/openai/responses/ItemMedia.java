package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.MediaTypes;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.MediaSource.FileRef;
import dev.dragoman.protocol.model.MediaSource.Url;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.normalise.CarriedMedia;
import dev.dragoman.protocol.normalise.MediaForms;
import dev.dragoman.protocol.openai.OpenAiMedia;
import java.util.List;
import java.util.Set;

/** Input parts, as {@link CarriedMedia} leaves them for this protocol. */
final class ItemMedia {
  /** Source: OpenAI API reference, Responses, input_image and input_file. */
  private static final MediaForms FORMS =
      new MediaForms(
          "OpenAI Responses",
          ReasoningItems.OPENAI,
          true,
          Set.of(),
          true,
          true,
          false,
          type -> !MediaTypes.isText(type),
          false);

  private ItemMedia() {}

  static CarriedMedia carried(Capabilities capabilities) {
    return new CarriedMedia(FORMS, capabilities);
  }

  static boolean areText(List<ContentBlock> parts) {
    for (ContentBlock part : parts) {
      if (!(part instanceof Text)) {
        return false;
      }
    }
    return true;
  }

  /** Writes one part. */
  static void part(JsonWriter json, ContentBlock block) {
    if (block instanceof Opaque unknown) {
      json.value(unknown.raw());
      return;
    }
    json.beginObject();
    switch (block) {
      case Text text -> json.field("type", "input_text").field("text", text.text());
      case Image image -> {
        json.field("type", "input_image");
        json.field("detail", image.detail() == null ? "auto" : image.detail());
        if (image.source() instanceof FileRef(_, String id)) {
          json.field("file_id", id);
        } else {
          json.field("image_url", OpenAiMedia.url(image.source(), image.mimeType()));
        }
      }
      case Document document -> file(json, document);
      default -> throw new IllegalStateException("left over: " + block.getClass().getSimpleName());
    }
    if (!(block instanceof Text)) {
      block.ext().of(ProtocolId.OPENAI_RESPONSES).forEach(json::field);
    }
    json.endObject();
  }

  private static void file(JsonWriter json, Document document) {
    json.field("type", "input_file");
    switch (document.source()) {
      case FileRef(_, String id) -> json.field("file_id", id);
      case Url(String url) -> json.field("file_url", url);
      default ->
          json.field("filename", OpenAiMedia.filename(document))
              .field("file_data", OpenAiMedia.url(document.source(), document.mimeType()));
    }
  }
}
