package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ChatRequest;
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
import dev.dragoman.protocol.model.MediaSource.Nested;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.normalise.Leniency.Reduced;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Notes in the place of content that a target cannot be given, so that the model knows of it and
 * may ask: an attachment that disappears is the worst failure (microsoft/vscode#325672). Blocks
 * keep their positions, so paths stay those of the client.
 */
final class ContentNotes {
  private static final String SPOKEN = "audio";

  /** A longer one may hold bytes, which as text would cost more than they tell. */
  private static final int MAX_OPAQUE = 4_000;

  private final String path;
  private final String reason;

  private ContentNotes(String path, String reason) {
    this.path = path;
    this.reason = reason;
  }

  /** The request with a note at {@code path}; null when there is nothing that a note replaces. */
  static @Nullable Reduced at(ChatRequest request, String path, String reason) {
    ContentNotes notes = new ContentNotes(path, reason);
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      Message noted = notes.message(message, request.paths().message(i));
      if (!noted.equals(message)) {
        List<Message> messages = new ArrayList<>(request.messages());
        messages.set(i, noted);
        return new Reduced(
            request.withMessagesInPlace(messages), path, reason + "; a note stands in its place");
      }
    }
    return null;
  }

  private Message message(Message message, Place place) {
    if (message.ext().has(SPOKEN) && path.equals(place.path(SPOKEN))) {
      List<ContentBlock> content = new ArrayList<>(message.content());
      content.add(note("An answer in sound", null));
      return new Message(
          message.role(), content, message.name(), message.phase(), message.ext().without(SPOKEN));
    }
    return message.withContent(blocks(message.content(), place::block));
  }

  private List<ContentBlock> blocks(List<ContentBlock> blocks, IntFunction<Place> places) {
    List<ContentBlock> noted = new ArrayList<>(blocks.size());
    for (int i = 0; i < blocks.size(); i++) {
      noted.add(block(blocks.get(i), places.apply(i)));
    }
    return noted;
  }

  private ContentBlock block(ContentBlock block, Place place) {
    return switch (block) {
      case ToolResult result ->
          new ToolResult(
              result.toolCallId(),
              result.toolName(),
              blocks(result.content(), place::block),
              result.isError(),
              result.freeform(),
              result.cache(),
              result.ext());
      case Document document when isMeant(place) -> document(document);
      case Image image when isMeant(place) -> note("An image", image.cache());
      case Audio audio when isMeant(place) -> note("A piece of audio", audio.cache());
      case Video video when isMeant(place) -> note("A video", video.cache());
      case Compaction compaction when isMeant(place) ->
          note("A summary of earlier turns", compaction.cache());
      case Opaque opaque when isMeant(place) -> opaque(opaque);
      case Text _,
          Refusal _,
          Reasoning _,
          ToolCall _,
          ServerToolCall _,
          ServerToolResult _,
          SearchResult _,
          Executable _,
          Compaction _,
          Document _,
          Image _,
          Audio _,
          Video _,
          Opaque _ ->
          block;
    };
  }

  /** A refusal may name a member of a block, such as {@code source.url}. */
  private boolean isMeant(Place place) {
    String here = place.path();
    return path.equals(here) || path.startsWith(here + ".");
  }

  /** Of a document in parts first the parts that are no text, whose places are the document's. */
  private ContentBlock document(Document document) {
    if (document.source() instanceof Nested(List<ContentBlock> parts)
        && !parts.stream().allMatch(Text.class::isInstance)) {
      List<ContentBlock> noted = new ArrayList<>(parts.size());
      parts.forEach(part -> noted.add(part instanceof Text ? part : note("A part", part.cache())));
      return new Document(
          new Nested(noted),
          document.mimeType(),
          document.filename(),
          document.title(),
          document.context(),
          document.citationsEnabled(),
          document.cache(),
          document.ext());
    }
    String name = document.title() == null ? document.filename() : document.title();
    return note(name == null ? "A document" : "The document \"" + name + "\"", document.cache());
  }

  private Text opaque(Opaque opaque) {
    String raw = opaque.raw().text();
    return raw.length() <= MAX_OPAQUE
        ? new Text(raw, List.of(), null, opaque.cache(), Extensions.NONE)
        : note("A block of type " + opaque.type(), opaque.cache());
  }

  private Text note(String what, @Nullable CacheHint cache) {
    return new Text(
        "[" + what + " was here and was left out: " + reason + "]",
        List.of(),
        null,
        cache,
        Extensions.NONE);
  }
}
