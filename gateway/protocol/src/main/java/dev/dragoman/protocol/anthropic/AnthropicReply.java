package dev.dragoman.protocol.anthropic;

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
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import org.jspecify.annotations.Nullable;

/** Which blocks of an answer a client of this protocol sees, and as what. */
final class AnthropicReply {
  private AnthropicReply() {}

  /**
   * The block to show, null when there is none. Thinking is shown with a signature of Anthropic's
   * or an envelope only: a client sends it back, and Anthropic refuses thinking that it did not
   * sign (openclaw#16496, Roo-Code#10351). An empty text block is never shown (litellm#34692).
   */
  static @Nullable ContentBlock shown(ContentBlock block) {
    return switch (block) {
      case Text text -> text.text().isEmpty() ? null : text;
      case Refusal refusal -> refusal.text().isEmpty() ? null : Text.of(refusal.text());
      case Reasoning reasoning -> isCarried(reasoning.signature()) ? reasoning : null;
      case ToolCall call -> call;
      case ServerToolCall call -> isOwnCall(call.kind()) ? call : null;
      case ServerToolResult result -> isOwnResult(result.kind()) ? result : null;
      case Compaction compaction -> compaction.encrypted() == null ? compaction : null;
      case Opaque opaque -> opaque.protocol().equals(ProtocolId.ANTHROPIC) ? opaque : null;
      case Executable executable -> text(executable);
      case Image _, Document _, Audio _, Video _, ToolResult _, SearchResult _ -> null;
    };
  }

  static boolean isOwn(@Nullable Signature signature) {
    return Signature.isOf(Provider.ANTHROPIC, signature);
  }

  /** Whether a client may be given it to bring back. */
  static boolean isCarried(@Nullable Signature signature) {
    return isOwn(signature) || Signature.isOf(Provider.GATEWAY, signature);
  }

  static boolean isOwnCall(String kind) {
    return kind.equals("server_tool_use") || kind.equals("mcp_tool_use");
  }

  static boolean isOwnResult(String kind) {
    return kind.endsWith(AnthropicBlockDecoder.SERVER_RESULT);
  }

  /** Code that another provider ran, as text: not as a call, which the client would carry out. */
  static @Nullable Text text(Executable executable) {
    StringBuilder text = new StringBuilder();
    if (executable.code() != null) {
      String language = executable.language() == null ? "" : executable.language();
      text.append("```").append(language).append('\n').append(executable.code()).append("\n```\n");
    }
    if (executable.output() != null) {
      text.append("```\n").append(executable.output()).append("\n```\n");
    }
    return text.isEmpty() ? null : Text.of(text.toString());
  }
}
