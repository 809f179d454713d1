package dev.dragoman.protocol.gemini;

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
import dev.dragoman.protocol.model.Signature.Placement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of one candidate for clients. A signature waits for the part that it signs, see
 * {@link GeminiSignatures}. One for each candidate, not thread-safe.
 */
final class ReplyParts {
  private final boolean showsThoughts;
  private @Nullable String ofNext;

  /**
   * Of a candidate of which nothing was written yet.
   *
   * @param showsThoughts whether the client asked for what the model thinks
   */
  ReplyParts(boolean showsThoughts) {
    this.showsThoughts = showsThoughts;
  }

  /** Whether {@link #write} would write something. */
  boolean isWritten(ContentBlock block) {
    return switch (block) {
      case Text text -> !text.text().isEmpty();
      case Reasoning thought -> isWritten(thought, thought.text());
      case Refusal refusal -> !refusal.text().isEmpty();
      case ToolCall _, Image _, Audio _, Video _, Executable _ -> true;
      case Document document -> !(document.source() instanceof MediaSource.Nested);
      case Opaque opaque -> opaque.protocol().equals(ProtocolId.GEMINI);
      case ToolResult _, SearchResult _, ServerToolCall _, ServerToolResult _, Compaction _ ->
          false;
    };
  }

  /**
   * Signatures of Gemini's calls and texts are no thoughts of their own. Of what a model thought a
   * client gets all or nothing: a part of it would be taken for the whole when it comes back.
   */
  private boolean isWritten(Reasoning thought, String text) {
    return switch (placement(thought)) {
      case TOOL_CALL, TEXT -> false;
      case TRAILING -> true;
      case THINKING ->
          showsThoughts && !(text.isEmpty() && CarriedSignature.encode(thought) == null);
    };
  }

  private static Placement placement(Reasoning thought) {
    Signature signature = thought.signature();
    return signature == null || !thought.text().isEmpty()
        ? Placement.THINKING
        : signature.placement();
  }

  /** Writes a whole block as one part, or keeps what it says for the next. */
  void write(JsonWriter out, ContentBlock block) {
    if (block instanceof Reasoning thought) {
      thought(out, thought, thought.text());
    } else if (isWritten(block)) {
      switch (block) {
        case Text text -> text(out, text.text());
        case Refusal refusal -> text(out, refusal.text());
        case ToolCall call -> call(out, call, JsonText.objectOf(call.arguments().text()));
        case Image image -> medium(out, image.source(), image.mimeType());
        case Audio audio -> medium(out, audio.source(), audio.mimeType());
        case Video video -> medium(out, video.source(), video.mimeType());
        case Document document -> medium(out, document.source(), document.mimeType());
        case Executable code -> executable(out, code);
        case Opaque opaque -> out.value(opaque.raw());
        case ContentBlock other ->
            throw new IllegalStateException(other.getClass().getSimpleName() + " has no part");
      }
    }
  }

  /** A piece of visible text. */
  void text(JsonWriter out, String text) {
    end(out.beginObject().field("text", text));
  }

  /** A piece of a thought that is shown, of which the end is not known yet. */
  void thoughtPiece(JsonWriter out, String text) {
    out.beginObject().field("text", text).field("thought", true).endObject();
  }

  /**
   * A thought that is over.
   *
   * @param text what of it was not written yet
   */
  void thought(JsonWriter out, Reasoning thought, String text) {
    String carried = CarriedSignature.encode(thought);
    Placement placement = placement(thought);
    if (isWritten(thought, text)) {
      out.beginObject()
          .field("text", text)
          .field("thought", placement == Placement.TRAILING ? null : Boolean.TRUE)
          .field(GeminiSignatures.FIELD, carried)
          .endObject();
    } else if (placement == Placement.TOOL_CALL || placement == Placement.TEXT) {
      ofNext = carried;
    }
  }

  /** A call with its whole arguments. */
  void call(JsonWriter out, ToolCall call, JsonText arguments) {
    end(
        out.beginObject()
            .beginObject("functionCall")
            .field("id", call.id())
            .field("name", call.name())
            .field("args", arguments)
            .endObject());
  }

  private void end(JsonWriter part) {
    part.field(GeminiSignatures.FIELD, ofNext).endObject();
    ofNext = null;
  }

  /** Whether a signature is left whose part never came. */
  boolean isUnfinished() {
    return ofNext != null;
  }

  /** The signature whose part never came: it signs the turn. */
  void finish(JsonWriter out) {
    end(out.beginObject().field("text", ""));
  }

  private void medium(JsonWriter out, MediaSource source, @Nullable String type) {
    out.beginObject();
    switch (source) {
      case MediaSource.Inline(String base64) ->
          out.beginObject("inlineData").field("mimeType", type).field("data", base64).endObject();
      case MediaSource.Url(String url) -> file(out, url, type);
      case MediaSource.FileRef(_, String id) -> file(out, id, type);
      case MediaSource.CloudUri(String uri, _) -> file(out, uri, type);
      case MediaSource.InlineText(String text) -> out.field("text", text);
      case MediaSource.Nested _ -> throw new IllegalStateException("no medium of an answer");
    }
    end(out);
  }

  private static void file(JsonWriter out, String uri, @Nullable String type) {
    out.beginObject("fileData").field("mimeType", type).field("fileUri", uri).endObject();
  }

  private void executable(JsonWriter out, Executable code) {
    out.beginObject();
    if (code.code() == null) {
      out.beginObject("codeExecutionResult")
          .field("outcome", code.outcome())
          .field("output", code.output())
          .endObject();
    } else {
      String language = code.language();
      out.beginObject("executableCode")
          .field("language", language == null ? "PYTHON" : language.toUpperCase(Locale.ROOT))
          .field("code", code.code())
          .endObject();
    }
    end(out);
  }
}
