package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.InlineData;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.MediaTypes;
import dev.dragoman.protocol.json.JsonText;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts that are neither text nor calls: an object with one member that names the kind, and others
 * that say more of it. What the model has no record for becomes {@link Opaque}.
 */
final class GeminiParts {
  /** Members that are no content. */
  private static final Set<String> DECORATION =
      Set.of(
          GeminiSignatures.FIELD,
          "thought",
          "videoMetadata",
          "mediaResolution",
          "mediaProcessing",
          "partMetadata",
          "speechMetadata",
          "audioTranscription");

  /** A medium's name, which stands within its object. */
  static final String NAME = "displayName";

  private GeminiParts() {}

  /** What the part says beside its content. */
  static Extensions ext(Spelled part) {
    Map<String, JsonText> rest = new LinkedHashMap<>();
    for (JsonCursor member : part.cursor().members()) {
      String name = Spelled.camel(member.name());
      boolean known = name.equals(GeminiSignatures.FIELD) || name.equals("thought");
      if (DECORATION.contains(name) && !known) {
        rest.putIfAbsent(name, member.source());
      }
    }
    return Extensions.of(ProtocolId.GEMINI, rest);
  }

  /** The block, null when the part holds no content. */
  static @Nullable ContentBlock decode(JsonCursor part) {
    List<JsonCursor> content =
        part.members().stream()
            .filter(member -> !DECORATION.contains(Spelled.camel(member.name())))
            .toList();
    if (content.isEmpty()) {
      return null;
    }
    JsonCursor kind = content.getFirst();
    Extensions ext = ext(new Spelled(part));
    return switch (Spelled.camel(kind.name())) {
      case "inlineData" ->
          media(
              new MediaSource.Inline(InlineData.of(kind.require("data")).base64()),
              new Spelled(kind),
              ext);
      case "fileData" -> media(new MediaSource.Url(uri(kind)), new Spelled(kind), ext);
      case "executableCode" ->
          new Executable(kind.string("language"), kind.string("code"), null, null, null, ext);
      case "codeExecutionResult" ->
          new Executable(null, null, kind.string("outcome"), kind.string("output"), null, ext);
      default -> new Opaque(ProtocolId.GEMINI, kind.name(), part.source(), null, Extensions.NONE);
    };
  }

  private static String uri(JsonCursor file) {
    String uri = new Spelled(file).string("fileUri");
    return uri == null ? file.requireString("fileUri") : uri;
  }

  private static ContentBlock media(MediaSource source, Spelled medium, Extensions given) {
    String name = medium.string(NAME);
    String type = MediaTypes.normal(medium.string("mimeType"));
    String family = type == null ? "" : type.substring(0, Math.max(0, type.indexOf('/')));
    return switch (family) {
      case "image" -> new Image(source, type, null, null, named(given, name));
      case "audio" -> new Audio(source, type, null, named(given, name));
      case "video" -> new Video(source, type, null, named(given, name));
      default -> new Document(source, type, name, null, null, null, null, given);
    };
  }

  /** Only documents have a name of their own. */
  private static Extensions named(Extensions given, @Nullable String name) {
    if (name == null) {
      return given;
    }
    Map<String, JsonText> all = new LinkedHashMap<>(given.of(ProtocolId.GEMINI));
    all.put(NAME, JsonText.ofString(name));
    return Extensions.of(ProtocolId.GEMINI, all);
  }
}
