package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.InlineData;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.MediaTypes;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Executable;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts that are neither text nor calls: an object with one member that names the kind, and others
 * that say more of it. What the model has no record for becomes {@link Opaque}.
 */
final class GeminiParts {
  /** Members that are no content. */
  private static final Set<String> DECORATION =
      Set.of(GeminiSignatures.FIELD, "thought", "videoMetadata", "mediaResolution", "partMetadata");

  private GeminiParts() {}

  /** The block, null when the part holds no content. */
  static @Nullable ContentBlock decode(JsonCursor part) {
    List<JsonCursor> content =
        part.members().stream().filter(member -> !DECORATION.contains(member.name())).toList();
    if (content.isEmpty()) {
      return null;
    }
    JsonCursor kind = content.getFirst();
    return switch (kind.name()) {
      case "inlineData" ->
          media(
              new MediaSource.Inline(InlineData.of(kind.require("data")).base64()),
              kind.string("mimeType"));
      case "fileData" ->
          media(new MediaSource.Url(kind.requireString("fileUri")), kind.string("mimeType"));
      case "executableCode" ->
          new Executable(
              kind.string("language"), kind.string("code"), null, null, null, Extensions.NONE);
      case "codeExecutionResult" ->
          new Executable(
              null, null, kind.string("outcome"), kind.string("output"), null, Extensions.NONE);
      default -> new Opaque(ProtocolId.GEMINI, kind.name(), part.source(), null, Extensions.NONE);
    };
  }

  private static ContentBlock media(MediaSource source, @Nullable String declared) {
    String type = MediaTypes.normal(declared);
    String family = type == null ? "" : type.substring(0, Math.max(0, type.indexOf('/')));
    return switch (family) {
      case "image" -> new Image(source, type, null, null, Extensions.NONE);
      case "audio" -> new Audio(source, type, null, Extensions.NONE);
      case "video" -> new Video(source, type, null, Extensions.NONE);
      default -> new Document(source, type, null, null, null, null, null, Extensions.NONE);
    };
  }
}
