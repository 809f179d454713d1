package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Citation;
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
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.Signature;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many characters a block keeps alive, all of its fields together. */
public final class BlockSize {
  private BlockSize() {}

  public static long of(ContentBlock block) {
    long cache = block.cache() == null ? 0 : of(block.cache().ext()) + of(block.cache().ttl());
    return content(block) + of(block.ext()) + cache;
  }

  private static long content(ContentBlock block) {
    return switch (block) {
      case Text text -> of(text.text()) + of(text.citations()) + of(text.signature());
      case Refusal refusal -> of(refusal.text());
      case Reasoning thought ->
          of(thought.text()) + ofAll(thought.summaryParts()) + of(thought.signature());
      case ToolCall call ->
          of(call.id()) + of(call.name()) + of(call.arguments()) + of(call.signature());
      case ToolResult result -> of(result.toolCallId()) + ofBlocks(result.content());
      case ServerToolCall call -> of(call.id()) + of(call.name()) + of(call.input());
      case ServerToolResult result -> of(result.id()) + of(result.content());
      case SearchResult result ->
          of(result.source()) + of(result.title()) + ofBlocks(result.content());
      case Executable code -> of(code.code()) + of(code.output());
      case Compaction compaction -> of(compaction.content()) + of(compaction.encrypted());
      case Opaque opaque -> of(opaque.raw());
      case Image image -> of(image.source());
      case Document document -> of(document.source()) + of(document.context());
      case Audio audio -> of(audio.source());
      case Video video -> of(video.source());
    };
  }

  /** Names and values of all fields. */
  public static long of(Extensions ext) {
    long size = 0;
    for (Map<String, JsonText> bag : ext.bags().values()) {
      for (Map.Entry<String, JsonText> field : bag.entrySet()) {
        size += of(field.getKey()) + of(field.getValue());
      }
    }
    return size;
  }

  private static long of(MediaSource source) {
    return switch (source) {
      case MediaSource.Inline(String base64) -> of(base64);
      case MediaSource.InlineText(String text) -> of(text);
      case MediaSource.Nested(List<ContentBlock> content) -> ofBlocks(content);
      case MediaSource.Url(String url) -> of(url);
      case MediaSource.FileRef _, MediaSource.CloudUri _ -> 0;
    };
  }

  private static long of(List<Citation> citations) {
    long size = 0;
    for (Citation citation : citations) {
      size += of(citation.raw());
    }
    return size;
  }

  private static long ofBlocks(List<? extends ContentBlock> blocks) {
    long size = 0;
    for (ContentBlock block : blocks) {
      size += of(block);
    }
    return size;
  }

  private static long ofAll(List<String> texts) {
    long size = 0;
    for (String text : texts) {
      size += text.length();
    }
    return size;
  }

  private static long of(@Nullable Signature signature) {
    return signature == null ? 0 : signature.value().length();
  }

  private static long of(@Nullable JsonText json) {
    return json == null ? 0 : json.text().length();
  }

  private static long of(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
