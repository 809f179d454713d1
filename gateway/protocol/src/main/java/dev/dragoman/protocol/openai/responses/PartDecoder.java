package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.InlineData;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.MediaTypes;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of a message or of a tool's output: absent, a string, or an array of parts → blocks.
 * Annotations and log probabilities of an answer that is sent back say nothing new and are passed
 * over. A part of an unknown type becomes {@link Opaque}.
 */
final class PartDecoder {
  static final String BREAKPOINT = "prompt_cache_breakpoint";

  /** Marks what is unknown as content of a message. */
  private static final String PART = "part";

  private PartDecoder() {}

  static List<Located> blocks(@Nullable JsonCursor content) {
    if (content == null) {
      return List.of();
    }
    if (content.isString()) {
      return content.string().isEmpty()
          ? List.of()
          : List.of(Located.at(content, Text.of(content.string())));
    }
    if (!content.isArray()) {
      throw content.invalid("must be a string or an array of parts");
    }
    List<Located> blocks = new ArrayList<>();
    for (JsonCursor part : content.items()) {
      blocks.add(Located.at(part, part(part)));
    }
    return blocks;
  }

  private static ContentBlock part(JsonCursor part) {
    String type = part.requireString("type");
    return switch (type) {
      case "input_text", "output_text", "text" ->
          new Text(
              part.requireString("text"),
              List.of(),
              null,
              cache(part),
              ext(part, "text", "annotations", "logprobs"));
      case "refusal" ->
          new Refusal(part.requireString("refusal"), cache(part), ext(part, "refusal"));
      case "input_image" -> image(part);
      case "input_file" -> file(part);
      default ->
          new Opaque(
              ProtocolId.OPENAI_RESPONSES,
              type,
              part.source(),
              cache(part),
              Extensions.of(ProtocolId.OPENAI_RESPONSES, Map.of(PART, part.source())));
    };
  }

  /** Whether it stood in a message; others are items of their own. */
  static boolean isPart(Opaque opaque) {
    return opaque.ext().of(ProtocolId.OPENAI_RESPONSES).containsKey(PART);
  }

  private static ContentBlock image(JsonCursor part) {
    JsonCursor url = part.get("image_url");
    Extensions ext = ext(part, "image_url", "file_id", "detail");
    if (url == null) {
      return new Image(fileId(part), null, part.string("detail"), cache(part), ext);
    }
    if (!InlineData.isDataUrl(url.string().strip())) {
      MediaSource address = new MediaSource.Url(url.string().strip());
      return new Image(address, null, part.string("detail"), cache(part), ext);
    }
    InlineData data = InlineData.of(url);
    String type = MediaTypes.normal(data.mimeType());
    MediaSource bytes = new MediaSource.Inline(data.base64());
    return MediaTypes.PDF.equals(type)
        ? new Document(bytes, type, null, null, null, null, cache(part), ext)
        : new Image(bytes, type, part.string("detail"), cache(part), ext);
  }

  private static Document file(JsonCursor part) {
    JsonCursor bytes = part.get("file_data");
    JsonCursor url = part.get("file_url");
    if (bytes != null && (url != null || part.get("file_id") != null)) {
      throw part.invalid("must hold one of file_data, file_url and file_id");
    }
    InlineData data = bytes == null ? null : InlineData.of(bytes);
    MediaSource source =
        data != null
            ? new MediaSource.Inline(data.base64())
            : url != null ? new MediaSource.Url(url.string().strip()) : fileId(part);
    return new Document(
        source,
        data == null ? null : MediaTypes.normal(data.mimeType()),
        part.string("filename"),
        null,
        null,
        null,
        cache(part),
        ext(part, "file_data", "file_url", "file_id", "filename"));
  }

  private static MediaSource fileId(JsonCursor part) {
    return new MediaSource.FileRef(ReasoningItems.OPENAI, part.requireString("file_id"));
  }

  static @Nullable CacheHint cache(JsonCursor part) {
    JsonCursor mark = part.get(BREAKPOINT);
    return mark == null
        ? null
        : new CacheHint(mark.isObject() ? mark.string("ttl") : null, Extensions.NONE);
  }

  private static Extensions ext(JsonCursor part, String... known) {
    List<String> all = new ArrayList<>(List.of(known));
    all.add("type");
    all.add(BREAKPOINT);
    return Extensions.of(ProtocolId.OPENAI_RESPONSES, part.rest(Set.copyOf(all)));
  }
}
