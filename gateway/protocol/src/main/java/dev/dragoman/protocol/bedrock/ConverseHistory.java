package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
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
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.normalise.CacheMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what was said before and leaves only what the encoder can write: refuses what the
 * answer depends on, drops hints and foreign state with a warning. Text of white space alone is
 * refused by Bedrock wherever it stands, so it goes too (boto/botocore#3525, OpenHands#5339). The
 * cache mark of a block that goes moves to the block before it. Single use.
 */
final class ConverseHistory {
  /** A line of Claude Code's that changes with each request and would void caches. */
  private static final String BILLING = "x-anthropic-billing-header:";

  private static final String SERVER_TOOL = "a tool that another provider ran was left out";
  private static final String CITATIONS = "citations of earlier answers are not sent to Bedrock";

  /** Marks of Anthropic's that change nothing in what was said. */
  private static final Set<String> IGNORABLE =
      Set.of("tool_addition", "tool_removal", "compaction_trigger", "fallback", "container_upload");

  private final Capabilities capabilities;
  private final ConverseMedia media;
  private final ConverseLosses losses;

  ConverseHistory(Capabilities capabilities, ConverseMedia media, ConverseLosses losses) {
    this.capabilities = capabilities;
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
    losses.ifGiven(message.name(), place.path("name"), "Bedrock has no names of speakers");
    return message.withContent(blocks(place::block, message.content(), message.role()));
  }

  private List<ContentBlock> blocks(
      IntFunction<Place> places, List<ContentBlock> blocks, Role role) {
    List<ContentBlock> kept = new ArrayList<>(blocks.size());
    for (int i = 0; i < blocks.size(); i++) {
      ContentBlock block = blocks.get(i);
      CacheMarks.keep(kept, block, carried(places.apply(i), block, role));
    }
    return kept;
  }

  private @Nullable ContentBlock carried(Place place, ContentBlock block, Role role) {
    return switch (block) {
      case Text text ->
          role == Role.SYSTEM && text.text().startsWith(BILLING) ? null : text(place, text);
      case Refusal refusal -> text(place, Text.of(refusal.text()));
      case Executable executable -> Text.of(ConverseTexts.of(executable));
      case Reasoning reasoning -> reasoning(place, reasoning);
      case ToolCall call -> call(place, call);
      case ToolResult result -> result(place, result);
      case ServerToolCall _, ServerToolResult _ -> foreign(place, SERVER_TOOL);
      case SearchResult result ->
          capabilities.has(Flag.CLAUDE_FIELDS) ? result : Text.of(ConverseTexts.of(result));
      case Compaction compaction -> compaction(place, compaction);
      case Opaque opaque -> opaque(place, opaque);
      case Image image -> media.image(place, image, role);
      case Document document -> visible(media.document(place, document, role));
      case Video video -> media.video(place, video, role);
      case Audio audio -> media.audio(place, audio, role);
    };
  }

  /** What was said as a document and is nothing but white space says nothing. */
  private static @Nullable ContentBlock visible(ContentBlock block) {
    return block instanceof Text text && text.text().isBlank() ? null : block;
  }

  private @Nullable Text text(Place place, Text text) {
    if (!text.citations().isEmpty()) {
      losses.advisory(place.path("citations"), CITATIONS);
    }
    return text.text().isBlank() ? null : text;
  }

  /** Claude refuses thoughts that it did not sign; as text they would be taken for its words. */
  private @Nullable Reasoning reasoning(Place place, Reasoning reasoning) {
    if (capabilities.has(Flag.CLAUDE_FIELDS) && ConverseReasoning.isSigned(reasoning)) {
      return reasoning;
    }
    losses.opaque(place.path(), "thinking without a signature of this provider was left out");
    return null;
  }

  private ToolCall call(Place place, ToolCall call) {
    if (call.signature() != null) {
      losses.opaque(place.path(), "the signature of a call belongs to another provider");
    }
    return call;
  }

  /** Within a result no block can be marked, so a mark there counts for the whole. */
  private ToolResult result(Place place, ToolResult result) {
    List<ContentBlock> content = new ArrayList<>(result.content().size());
    CacheHint mark = result.cache();
    for (int i = 0; i < result.content().size(); i++) {
      ContentBlock block = result.content().get(i);
      ContentBlock carried = inResult(place.block(i), block);
      if (carried != null) {
        content.add(carried);
      }
      mark = mark == null ? block.cache() : mark;
    }
    return new ToolResult(
        result.toolCallId(),
        result.toolName(),
        content,
        result.isError(),
        result.freeform(),
        mark,
        result.ext());
  }

  private @Nullable ContentBlock inResult(Place place, ContentBlock block) {
    boolean medium =
        block instanceof Image
            || block instanceof Document
            || block instanceof Video
            || block instanceof Audio;
    if (medium && !capabilities.has(Flag.MEDIA_IN_TOOL_RESULT)) {
      throw GatewayException.at(
          place.path(), "the model of this route takes no media in the results of tools");
    }
    // Claude Code's tool_reference and its like are told in their own words.
    return block instanceof Opaque(var _, var _, var raw, var _, var _)
        ? Text.of(raw.text())
        : carried(place, block, Role.USER);
  }

  /** Encrypted state of another provider is of no use; its readable form is. */
  private static Text compaction(Place place, Compaction compaction) {
    if (compaction.content() == null) {
      throw ConverseMedia.refused(place, "compaction");
    }
    return Text.of(compaction.content());
  }

  private @Nullable ContentBlock opaque(Place place, Opaque opaque) {
    if (!IGNORABLE.contains(opaque.type())) {
      throw ConverseMedia.refused(place, opaque.type());
    }
    losses.advisory(place.path(), "Bedrock has no " + opaque.type());
    return null;
  }

  private @Nullable ContentBlock foreign(Place place, String what) {
    losses.opaque(place.path(), what);
    return null;
  }
}
