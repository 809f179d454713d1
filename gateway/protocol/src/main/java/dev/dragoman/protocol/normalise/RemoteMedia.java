package dev.dragoman.protocol.normalise;

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
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.MediaSource.Inline;
import dev.dragoman.protocol.model.MediaSource.Nested;
import dev.dragoman.protocol.model.MediaSource.Url;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.model.SourcePaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of media in a request, and the request with what they lead to in their place. Every
 * block keeps its position, so paths stay those of the client.
 */
public final class RemoteMedia {
  private final Predicate<ContentBlock> needed;
  private final Found found;

  private RemoteMedia(Predicate<ContentBlock> needed, Found found) {
    this.needed = needed;
    this.found = found;
  }

  /** What kind of media is expected at an address. */
  public enum Kind {
    IMAGE,
    DOCUMENT,
    AUDIO,
    VIDEO
  }

  /**
   * An address and where it is used first.
   *
   * @param path of the address in the client's body
   */
  public record Remote(String url, Kind kind, String path) {}

  /** What an address led to. */
  public sealed interface Content {
    /** Bytes as standard base64, and their type. */
    record Bytes(String base64, String mimeType) implements Content {
      /** How many bytes there are. */
      public int size() {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        return base64.length() / 4 * 3 - padding;
      }
    }

    /**
     * Nothing that can be used.
     *
     * @param reason as the client may know it
     */
    record Missing(Fault fault, String reason) implements Content {}

    /** What kept an address from being of use. */
    enum Fault {
      /** It may not be followed, or names nothing that could be. */
      ADDRESS,
      /** The server refused, or had nothing there. */
      STATUS,
      /** What stood there is of another type, or nothing. */
      TYPE,
      /** It is larger than what is fetched. */
      SIZE,
      /** The request has more of them than are fetched. */
      COUNT,
      /** It took longer than fetching may. */
      TIMEOUT,
      /** The connection could not be made or kept. */
      NETWORK
    }
  }

  /** What to put in the place of a block that leads to its bytes. */
  private interface Found {
    ContentBlock at(String url, Kind kind, ContentBlock block, Place place);
  }

  /**
   * The addresses of the blocks that are {@code needed} as bytes, each once, in the order of the
   * request.
   */
  public static List<Remote> in(ChatRequest request, Predicate<ContentBlock> needed) {
    Map<String, Remote> remotes = new LinkedHashMap<>();
    new RemoteMedia(
            needed,
            (url, kind, block, place) -> {
              remotes.computeIfAbsent(url, _ -> new Remote(url, kind, place.path("source.url")));
              return block;
            })
        .rewritten(request);
    return List.copyOf(remotes.values());
  }

  /**
   * The request with bytes in the place of addresses.
   *
   * @param contents by address; what is not there stays an address
   * @throws GatewayException {@code INVALID_REQUEST} naming an address that led to nothing
   */
  public static ChatRequest replaced(
      ChatRequest request, Predicate<ContentBlock> needed, Map<String, Content> contents) {
    return new RemoteMedia(
            needed,
            (url, _, block, place) ->
                switch (contents.get(url)) {
                  case null -> block;
                  case Content.Bytes bytes -> inline(block, bytes);
                  case Content.Missing(_, String reason) ->
                      throw GatewayException.at(place.path("source.url"), reason);
                })
        .rewritten(request);
  }

  private ChatRequest rewritten(ChatRequest request) {
    SourcePaths paths = request.paths();
    List<Message> messages = new ArrayList<>(request.messages().size());
    boolean same = true;
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      List<ContentBlock> content = blocks(message.content(), paths.message(i)::block);
      same &= content.equals(message.content());
      messages.add(content.equals(message.content()) ? message : message.withContent(content));
    }
    return same ? request : request.withMessagesInPlace(messages);
  }

  /** The list itself when nothing in it changes. */
  private List<ContentBlock> blocks(List<ContentBlock> blocks, IntFunction<Place> places) {
    List<ContentBlock> changed = null;
    for (int i = 0; i < blocks.size(); i++) {
      ContentBlock block = blocks.get(i);
      ContentBlock next = block(block, places, i);
      if (changed == null && !next.equals(block)) {
        changed = new ArrayList<>(blocks);
      }
      if (changed != null) {
        changed.set(i, next);
      }
    }
    return changed == null ? blocks : changed;
  }

  private ContentBlock block(ContentBlock block, IntFunction<Place> places, int index) {
    return switch (block) {
      case Image image -> at(Kind.IMAGE, image.source(), image, places.apply(index));
      case Document document -> document(document, places.apply(index));
      case Audio audio -> at(Kind.AUDIO, audio.source(), audio, places.apply(index));
      case Video video -> at(Kind.VIDEO, video.source(), video, places.apply(index));
      case ToolResult result -> {
        List<ContentBlock> content = blocks(result.content(), places.apply(index)::block);
        yield content.equals(result.content()) ? result : with(result, content);
      }
      case Text _,
          Refusal _,
          Reasoning _,
          ToolCall _,
          ServerToolCall _,
          ServerToolResult _,
          SearchResult _,
          Executable _,
          Compaction _,
          Opaque _ ->
          block;
    };
  }

  private ContentBlock document(Document document, Place place) {
    if (document.source() instanceof Nested(List<ContentBlock> nested)) {
      List<ContentBlock> content = blocks(nested, _ -> place);
      return content.equals(nested) ? document : with(document, new Nested(content), null);
    }
    return at(Kind.DOCUMENT, document.source(), document, place);
  }

  private ContentBlock at(Kind kind, MediaSource source, ContentBlock block, Place place) {
    return source instanceof Url(String url) && needed.test(block)
        ? found.at(url, kind, block, place)
        : block;
  }

  private static ContentBlock inline(ContentBlock block, Content.Bytes bytes) {
    Inline source = new Inline(bytes.base64());
    String type = bytes.mimeType();
    return switch (block) {
      case Image image -> new Image(source, type, image.detail(), image.cache(), image.ext());
      case Document document -> with(document, source, type);
      case Audio audio -> new Audio(source, type, audio.cache(), audio.ext());
      case Video video -> new Video(source, type, video.cache(), video.ext());
      case Text _,
          Refusal _,
          Reasoning _,
          ToolCall _,
          ToolResult _,
          ServerToolCall _,
          ServerToolResult _,
          SearchResult _,
          Executable _,
          Compaction _,
          Opaque _ ->
          throw new IllegalStateException("has no address: " + block.getClass().getSimpleName());
    };
  }

  private static ToolResult with(ToolResult result, List<ContentBlock> content) {
    return new ToolResult(
        result.toolCallId(),
        result.toolName(),
        content,
        result.isError(),
        result.freeform(),
        result.cache(),
        result.ext());
  }

  private static Document with(Document document, MediaSource source, @Nullable String mimeType) {
    return new Document(
        source,
        mimeType,
        document.filename(),
        document.title(),
        document.context(),
        document.citationsEnabled(),
        document.cache(),
        document.ext());
  }
}
