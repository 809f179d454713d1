package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Audio;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Executable;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.SearchResult;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.ServerToolResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.ContentBlock.Video;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.normalise.FreeformTools;
import dev.dragoman.protocol.normalise.QualifiedNames;
import dev.dragoman.protocol.normalise.ReadableText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of one content. A signature waits for the part that it belongs to, see {@link
 * GeminiSignatures}; where the first call of a model's turn has none and the model demands one, the
 * documented stand-in is sent (aiproxy#450). What this protocol has no part for was refused,
 * replaced or left out before, by {@link GeminiHistory}. Single use.
 */
final class GeminiPartEncoder {
  private final JsonWriter out;
  private final ToolNames names;
  private final Calls calls;
  private @Nullable String ofCall;
  private @Nullable String ofNext;
  private boolean called;

  /**
   * How calls are written.
   *
   * @param identified whether they have ids
   * @param signed whether the model refuses a turn whose first call is not signed
   */
  record Calls(boolean identified, boolean signed) {}

  /** A writer of one content. */
  GeminiPartEncoder(JsonWriter out, ToolNames names, Calls calls) {
    this.out = out;
    this.names = names;
    this.calls = calls;
  }

  void write(ContentBlock block) {
    switch (block) {
      case Reasoning thought -> thought(thought);
      case ToolCall call -> call(call);
      case Document document when document.source() instanceof MediaSource.Nested nested ->
          nested(document, nested);
      case Text text -> signedPart(out.beginObject().field("text", text.text()), text);
      case Document document -> {
        head(document);
        signedPart(mediaMembers(out, document), document);
      }
      case Image _, Audio _, Video _ -> signedPart(mediaMembers(out, block), block);
      case Executable code -> signedPart(executable(code), code);
      case Opaque opaque -> out.value(opaque.raw());
      case ToolResult _,
          SearchResult _,
          Refusal _,
          ServerToolCall _,
          ServerToolResult _,
          Compaction _ ->
          throw new IllegalStateException(
              block.getClass().getSimpleName() + " blocks never get as far as here");
    }
  }

  /** A part of text that nobody signed. */
  static void text(JsonWriter out, String text) {
    out.beginObject().field("text", text).endObject();
  }

  /** A part of a medium that nobody signed. */
  static void media(JsonWriter out, ContentBlock block) {
    mediaMembers(out, block).endObject();
  }

  private void signedPart(JsonWriter part, ContentBlock block) {
    beside(part, block);
    part.field(GeminiSignatures.FIELD, ofNext).endObject();
    ofNext = null;
  }

  /** What a client of this protocol said beside the content. */
  private static void beside(JsonWriter part, ContentBlock block) {
    block
        .ext()
        .of(ProtocolId.GEMINI)
        .forEach((name, value) -> {
          if (!name.equals(GeminiParts.NAME)) {
            part.field(name, value);
          }
        });
  }

  private void thought(Reasoning thought) {
    Signature signature = GeminiSignatures.own(thought);
    if (signature == null) {
      throw new IllegalStateException("unsigned thoughts never get as far as here");
    }
    switch (signature.placement()) {
      case TOOL_CALL -> ofCall = signature.value();
      case TEXT -> ofNext = signature.value();
      case TRAILING -> signatureAlone(signature.value());
      case THINKING ->
          out.beginObject()
              .field("text", thought.text())
              .field("thought", true)
              .field(GeminiSignatures.FIELD, signature.value())
              .endObject();
    }
  }

  private void signatureAlone(String value) {
    out.beginObject().field("text", "").field(GeminiSignatures.FIELD, value).endObject();
  }

  private void call(ToolCall call) {
    String signature =
        ofCall == null && calls.signed() && !called ? GeminiSignatures.BYPASS : ofCall;
    ofCall = null;
    called = true;
    out.beginObject()
        .beginObject("functionCall")
        .field("id", calls.identified() ? call.id() : null)
        .field("name", names.toTarget(QualifiedNames.of(call)))
        .field("args", arguments(call))
        .endObject();
    beside(out, call);
    out.field(GeminiSignatures.FIELD, signature).endObject();
  }

  private static JsonText arguments(ToolCall call) {
    return JsonText.objectOf(FreeformTools.asFunctionCall(call).arguments().text());
  }

  private void nested(Document document, MediaSource.Nested nested) {
    head(document);
    nested.content().forEach(this::write);
  }

  /** What a document is called is told before it, for the part of a medium has no name. */
  private void head(Document document) {
    String head = ReadableText.head(document);
    if (!head.isEmpty()) {
      text(out, head);
    }
  }

  private static JsonWriter mediaMembers(JsonWriter out, ContentBlock block) {
    out.beginObject();
    return switch (block) {
      case Image image -> source(out, image.source(), image.mimeType(), name(image));
      case Document document -> source(out, document.source(), document.mimeType(), null);
      case Audio audio -> source(out, audio.source(), audio.mimeType(), name(audio));
      case Video video -> source(out, video.source(), video.mimeType(), name(video));
      case ContentBlock other ->
          throw new IllegalStateException(other.getClass().getSimpleName() + " is no medium");
    };
  }

  private static @Nullable JsonText name(ContentBlock medium) {
    return medium.ext().of(ProtocolId.GEMINI).get(GeminiParts.NAME);
  }

  private static JsonWriter source(
      JsonWriter out, MediaSource source, @Nullable String type, @Nullable JsonText name) {
    switch (source) {
      case MediaSource.Inline(String base64) ->
          out.beginObject("inlineData")
              .field("mimeType", type)
              .field("data", base64)
              .field(GeminiParts.NAME, name)
              .endObject();
      case MediaSource.Url(String url) -> file(out, url, type);
      case MediaSource.FileRef(var _, String id) -> file(out, id, type);
      case MediaSource.CloudUri _, MediaSource.InlineText _, MediaSource.Nested _ ->
          throw new IllegalStateException("refused or replaced with the history");
    }
    return out;
  }

  private static void file(JsonWriter out, String uri, @Nullable String type) {
    out.beginObject("fileData").field("mimeType", type).field("fileUri", uri).endObject();
  }

  private JsonWriter executable(Executable code) {
    out.beginObject();
    if (code.code() == null) {
      return out.beginObject("codeExecutionResult")
          .field("outcome", code.outcome())
          .field("output", code.output())
          .endObject();
    }
    String language = code.language() == null ? "PYTHON" : code.language().toUpperCase(Locale.ROOT);
    return out.beginObject("executableCode")
        .field("language", language)
        .field("code", code.code())
        .endObject();
  }

  /** A signature whose part was lost on the way still signs the turn. */
  void finish() {
    String left = ofCall == null ? ofNext : ofCall;
    if (left != null) {
      signatureAlone(left);
    }
  }
}
