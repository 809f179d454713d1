package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One block of a stream while its deltas come in. */
final class BlockFold {
  private final int candidate;
  private final ContentBlock first;
  private final StringBuilder text = new StringBuilder();
  private final Map<Integer, StringBuilder> summary = new TreeMap<>();
  private final List<Citation> citations = new ArrayList<>();
  private @Nullable Signature signature;

  BlockFold(int candidate, ContentBlock first) {
    this.candidate = candidate;
    this.first = first;
  }

  int candidate() {
    return candidate;
  }

  void text(String piece) {
    text.append(piece);
  }

  /** A negative part means that the summary has no parts; a blank line is between parts. */
  void reasoning(String piece, int part) {
    if (part > 0 && !summary.isEmpty() && !summary.containsKey(part)) {
      text.append("\n\n");
    }
    text.append(piece);
    if (part >= 0) {
      summary.computeIfAbsent(part, _ -> new StringBuilder()).append(piece);
    }
  }

  void arguments(String fragment) {
    if (text.length() + fragment.length() > ResponseFold.MAX_ARGUMENTS) {
      throw GatewayException.of(
          ErrorKind.BAD_UPSTREAM, "the arguments of a tool call from the upstream are too large");
    }
    text.append(fragment);
  }

  void citation(Citation citation) {
    citations.add(citation);
  }

  void signature(Signature later) {
    signature = later;
  }

  ContentBlock toBlock() {
    return switch (first) {
      case Text block -> folded(block);
      case Refusal block -> new Refusal(block.text() + text, block.cache(), block.ext());
      case Reasoning block -> folded(block);
      case ToolCall block -> folded(block);
      case ServerToolCall block ->
          new ServerToolCall(
              block.id(),
              block.kind(),
              block.name(),
              arguments(block.input()),
              block.cache(),
              block.ext());
      case Image block ->
          new Image(
              media(block.source()), block.mimeType(), block.detail(), block.cache(), block.ext());
      case Audio block ->
          new Audio(media(block.source()), block.mimeType(), block.cache(), block.ext());
      case Video block ->
          new Video(media(block.source()), block.mimeType(), block.cache(), block.ext());
      case Document block ->
          new Document(
              media(block.source()),
              block.mimeType(),
              block.filename(),
              block.title(),
              block.context(),
              block.citationsEnabled(),
              block.cache(),
              block.ext());
      case ToolResult _, ServerToolResult _, SearchResult _, Executable _, Compaction _, Opaque _ ->
          first;
    };
  }

  private Text folded(Text block) {
    List<Citation> all = new ArrayList<>(block.citations());
    all.addAll(citations);
    return new Text(
        block.text() + text, all, latest(block.signature()), block.cache(), block.ext());
  }

  private Reasoning folded(Reasoning block) {
    List<String> parts = new ArrayList<>(block.summaryParts());
    if (block.kind() == Reasoning.Kind.SUMMARY) {
      summary.values().forEach(part -> parts.add(part.toString()));
    }
    return new Reasoning(
        block.text() + text,
        parts,
        block.kind(),
        latest(block.signature()),
        block.itemId(),
        block.cache(),
        block.ext());
  }

  private ToolCall folded(ToolCall block) {
    return new ToolCall(
        block.id(),
        block.itemId(),
        block.name(),
        block.namespace(),
        block.freeform() ? freeform(block.arguments()) : arguments(block.arguments()),
        block.freeform(),
        latest(block.signature()),
        block.cache(),
        block.ext());
  }

  /** What the start said counts only when no fragment came. */
  private JsonText arguments(JsonText atStart) {
    return JsonText.objectOf(text.isEmpty() ? atStart.text() : text.toString());
  }

  private JsonText freeform(JsonText atStart) {
    return text.isEmpty() ? atStart : JsonText.stringOf(text.toString());
  }

  private MediaSource media(MediaSource atStart) {
    return text.isEmpty() ? atStart : new MediaSource.Inline(text.toString());
  }

  private @Nullable Signature latest(@Nullable Signature atStart) {
    return signature == null ? atStart : signature;
  }
}
