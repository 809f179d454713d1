package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code content} of a message: null or absent, a string, or an array of parts → blocks. A part
 * of an unknown type becomes {@link Opaque}. Cache marks are read in OpenAI's form ({@code
 * prompt_cache_breakpoint}) and in the one that clients of compatible routers use ({@code
 * cache_control}).
 */
final class ContentDecoder {
  /** OpenAI's own cache mark. */
  static final String BREAKPOINT = "prompt_cache_breakpoint";

  private static final List<String> CACHE = List.of(BREAKPOINT, "cache_control");

  private ContentDecoder() {}

  static List<Placed> blocks(@Nullable JsonCursor content) {
    if (content == null) {
      return List.of();
    }
    if (content.isString()) {
      return List.of(Placed.at(content, Text.of(content.string())));
    }
    if (!content.isArray()) {
      throw content.invalid("must be a string or an array of parts");
    }
    List<Placed> blocks = new ArrayList<>();
    for (JsonCursor part : content.items()) {
      blocks.add(Placed.at(part, part.isString() ? Text.of(part.string()) : part(part)));
    }
    return blocks;
  }

  /**
   * The blocks without empty text: beside calls and in results an empty string means "nothing"
   * (anthropics/claude-code#62396).
   */
  static List<Placed> nonEmptyBlocks(@Nullable JsonCursor content) {
    List<Placed> kept = new ArrayList<>();
    for (Placed placed : blocks(content)) {
      if (!(placed.block() instanceof Text(String text, _, _, _, _) && text.isEmpty())) {
        kept.add(placed);
      }
    }
    return kept;
  }

  private static ContentBlock part(JsonCursor part) {
    String type = part.requireString("type");
    return switch (type) {
      case "text", "input_text", "output_text" ->
          new Text(part.requireString("text"), List.of(), null, cache(part), ext(part, "text"));
      case "image_url" -> MediaDecoder.imageUrl(part);
      case "video_url" -> MediaDecoder.videoUrl(part);
      case "input_audio" -> MediaDecoder.audio(part);
      case "file" -> MediaDecoder.file(part);
      case "refusal" ->
          new Refusal(part.requireString("refusal"), cache(part), ext(part, "refusal"));
      case "thinking" -> thinking(part);
      default ->
          new Opaque(ProtocolId.OPENAI_CHAT, type, part.source(), cache(part), Extensions.NONE);
    };
  }

  /** Mistral's form of reasoning: a string, or an array of text parts. */
  private static Reasoning thinking(JsonCursor part) {
    StringBuilder text = new StringBuilder();
    for (Placed placed : blocks(part.get("thinking"))) {
      if (placed.block() instanceof Text(String piece, _, _, _, _)) {
        text.append(piece);
      }
    }
    return new Reasoning(
        text.toString(),
        List.of(),
        Reasoning.Kind.FULL,
        null,
        null,
        cache(part),
        ext(part, "thinking"));
  }

  static @Nullable CacheHint cache(JsonCursor part) {
    for (String name : CACHE) {
      JsonCursor mark = part.get(name);
      if (mark != null) {
        return new CacheHint(mark.isObject() ? mark.string("ttl") : null, Extensions.NONE);
      }
    }
    return null;
  }

  /** Fields of a part beside its type, its cache mark and {@code known}. */
  static Extensions ext(JsonCursor part, String known) {
    Set<String> named = Set.of("type", known, BREAKPOINT, "cache_control");
    return Extensions.of(ProtocolId.OPENAI_CHAT, part.rest(named));
  }
}
