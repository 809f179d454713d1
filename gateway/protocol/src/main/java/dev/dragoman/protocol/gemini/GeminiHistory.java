package dev.dragoman.protocol.gemini;

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
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.normalise.ReadableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what was said before and leaves only what the encoder can write: refuses what the
 * answer depends on, drops hints and foreign state with a warning. Of the model's own thoughts only
 * what is signed goes back; a summary of them means nothing to it. Single use.
 */
final class GeminiHistory {
  /** A line of Claude Code's that changes with each request and would void caches. */
  private static final String BILLING = "x-anthropic-billing-header:";

  private static final String FOREIGN_THOUGHT =
      "thinking without a signature of this provider was left out";

  /** Marks of Anthropic's that change nothing in what was said. */
  private static final Set<String> IGNORABLE =
      Set.of("tool_addition", "tool_removal", "compaction_trigger", "fallback", "container_upload");

  private final GeminiMedia media;
  private final GeminiLosses losses;

  GeminiHistory(GeminiMedia media, GeminiLosses losses) {
    this.media = media;
    this.losses = losses;
  }

  /**
   * The request with a history of blocks that this protocol has.
   *
   * @throws GatewayException {@code INVALID_REQUEST} naming a block that cannot be carried
   */
  ChatRequest screened(ChatRequest request) {
    SourcePaths paths = request.paths();
    List<ContentBlock> system = blocks(paths::system, request.system(), Role.SYSTEM);
    List<Message> messages = new ArrayList<>(request.messages().size());
    for (int i = 0; i < request.messages().size(); i++) {
      messages.add(message(paths.message(i), request.messages().get(i)));
    }
    return request.withConversation(system, messages);
  }

  private Message message(Place place, Message message) {
    losses.ifGiven(message.name(), place.path("name"), "Gemini has no names of speakers");
    return message.withContent(blocks(place::block, message.content(), message.role()));
  }

  private List<ContentBlock> blocks(
      IntFunction<Place> places, List<ContentBlock> blocks, Role role) {
    boolean own = blocks.stream().anyMatch(GeminiHistory::isSigned);
    List<ContentBlock> kept = new ArrayList<>(blocks.size());
    for (int i = 0; i < blocks.size(); i++) {
      ContentBlock block = blocks.get(i);
      Place place = places.apply(i);
      refuseMisplaced(place, block, role);
      ContentBlock carried =
          block instanceof Reasoning thought
              ? reasoning(place, thought, own)
              : carried(place, block, role);
      if (carried != null) {
        kept.add(carried);
      }
    }
    return kept;
  }

  /** Calls are the model's and results the user's; elsewhere they have no form. */
  private static void refuseMisplaced(Place place, ContentBlock block, Role role) {
    if ((block instanceof ToolCall && role != Role.ASSISTANT)
        || (block instanceof ToolResult && role != Role.USER)) {
      throw GatewayException.at(place.path(), "such content cannot stand in this message");
    }
  }

  private static boolean isSigned(ContentBlock block) {
    return block instanceof Reasoning thought && GeminiSignatures.own(thought) != null;
  }

  /**
   * What was thought, if it is signed.
   *
   * @param own whether the turn has state of this provider, so that the rest of its thoughts is no
   *     loss
   */
  private @Nullable Reasoning reasoning(Place place, Reasoning thought, boolean own) {
    if (GeminiSignatures.own(thought) != null) {
      return thought;
    }
    if (!own) {
      losses.opaque(place.path(), FOREIGN_THOUGHT);
    }
    return null;
  }

  private @Nullable ContentBlock carried(Place place, ContentBlock block, Role role) {
    return switch (block) {
      case Text text ->
          role == Role.SYSTEM && text.text().startsWith(BILLING) ? null : text(place, text);
      case Refusal refusal -> text(place, Text.of(refusal.text()));
      case Executable executable -> executable;
      case Reasoning thought -> reasoning(place, thought, false);
      case ToolCall call -> call(place, call);
      case ToolResult result -> result(place, result);
      case ServerToolCall _, ServerToolResult _ ->
          foreign(place, "a tool that another provider ran was left out");
      case SearchResult result -> searchResult(place, result);
      case Compaction compaction -> compaction(place, compaction);
      case Opaque opaque -> opaque(place, opaque);
      case Image image -> media.image(place, image, role);
      case Document document -> media.document(place, document, role);
      case Video video -> media.video(place, video, role);
      case Audio audio -> media.audio(place, audio, role);
    };
  }

  private Text text(Place place, Text text) {
    if (!text.citations().isEmpty()) {
      losses.advisory(
          place.path("citations"), "citations of earlier answers are not sent to Gemini");
    }
    return text;
  }

  private Text searchResult(Place place, SearchResult result) {
    if (Boolean.TRUE.equals(result.citations())) {
      losses.advisory(place.path("citations"), "Gemini does not cite search results");
    }
    return Text.of(ReadableText.of(result));
  }

  private ToolCall call(Place place, ToolCall call) {
    if (call.signature() != null) {
      losses.opaque(place.path(), "the signature of a call belongs to another provider");
    }
    return call;
  }

  private ToolResult result(Place place, ToolResult result) {
    List<ContentBlock> content = new ArrayList<>(result.content().size());
    for (int i = 0; i < result.content().size(); i++) {
      ContentBlock block = result.content().get(i);
      // Claude Code's tool_reference and its like are told in their own words.
      ContentBlock carried =
          block instanceof Opaque(var _, var _, var raw, var _, var _)
              ? Text.of(raw.text())
              : carried(place.block(i), block, Role.USER);
      if (carried != null) {
        content.add(carried);
      }
    }
    return new ToolResult(
        result.toolCallId(),
        result.toolName(),
        content,
        result.isError(),
        result.freeform(),
        null,
        result.ext());
  }

  /** Encrypted state of another provider is of no use; its readable form is. */
  private static Text compaction(Place place, Compaction compaction) {
    if (compaction.content() == null) {
      throw refused(place, "compaction");
    }
    return Text.of(compaction.content());
  }

  private @Nullable ContentBlock opaque(Place place, Opaque opaque) {
    if (opaque.protocol().equals(ProtocolId.GEMINI)) {
      return opaque;
    }
    if (!IGNORABLE.contains(opaque.type())) {
      throw refused(place, opaque.type());
    }
    losses.advisory(place.path(), "Gemini has no " + opaque.type());
    return null;
  }

  private static GatewayException refused(Place place, String kind) {
    return GatewayException.at(
        place.path(),
        "content of kind "
            + kind
            + " cannot be sent to this model; remove it or choose a model that takes it");
  }

  private @Nullable ContentBlock foreign(Place place, String what) {
    losses.opaque(place.path(), what);
    return null;
  }
}
