package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Dropped;
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
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.normalise.CarriedMedia;
import dev.dragoman.protocol.normalise.ReadableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings a conversation down to what Responses says: text, media, refusals, calls and their
 * results, OpenAI's own reasoning and items. State of other vendors is left out and listed; blocks
 * of unknown meaning are refused. Paths are asked of the request before any rearrangement. Single
 * use.
 */
final class CarriedItems {
  /** A block of Claude Code that changes with each request and would void every prompt cache. */
  private static final String BILLING = "x-anthropic-billing-header:";

  /** Marks that steer only the provider they were made for. */
  private static final Set<String> IGNORABLE =
      Set.of("tool_addition", "tool_removal", "fallback", "container_upload");

  private final CarriedMedia media;
  private final Consumer<Dropped> losses;

  CarriedItems(Capabilities capabilities, Consumer<Dropped> losses) {
    this.media = ItemMedia.carried(capabilities);
    this.losses = losses;
  }

  ChatRequest of(ChatRequest request) {
    SourcePaths paths = request.paths();
    List<ContentBlock> system = new ArrayList<>();
    for (ContentBlock block : blocks(Role.SYSTEM, request.system(), paths::system)) {
      if (!(block instanceof Text(String text, _, _, _, _) && text.startsWith(BILLING))) {
        system.add(block);
      }
    }
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      if (message.name() != null) {
        losses.accept(
            Dropped.advisory(
                paths.message(i).path("name"), "OpenAI Responses have no names of speakers"));
      }
      List<ContentBlock> carried =
          blocks(message.role(), message.content(), paths.message(i)::block);
      // A turn that was empty from the start is for the arrangement to judge.
      if (!carried.isEmpty() || message.content().isEmpty()) {
        messages.add(message.withContent(carried));
      }
    }
    return request.withConversation(system, messages);
  }

  private List<ContentBlock> blocks(
      Role role, List<ContentBlock> blocks, IntFunction<Place> places) {
    List<ContentBlock> carried = new ArrayList<>(blocks.size());
    for (int i = 0; i < blocks.size(); i++) {
      ContentBlock block = blocks.get(i);
      Place here = places.apply(i);
      refuseMisplaced(role, block, here);
      if (block.cache() != null) {
        losses.accept(
            Dropped.advisory(
                here.path("cache_control"), "cache marks are not carried to OpenAI Responses"));
      }
      ContentBlock kept = block(block, here);
      if (kept != null) {
        carried.add(kept);
      }
    }
    return carried;
  }

  /** Calls are the assistant's, results and media the user's; elsewhere they have no form. */
  private static void refuseMisplaced(Role role, ContentBlock block, Place place) {
    boolean medium =
        block instanceof Image
            || block instanceof Document
            || block instanceof Audio
            || block instanceof Video;
    if ((block instanceof ToolCall && role != Role.ASSISTANT)
        || ((block instanceof ToolResult || medium) && role != Role.USER)) {
      throw GatewayException.at(place.path(), "such content cannot stand in this message");
    }
  }

  private @Nullable ContentBlock block(ContentBlock block, Place place) {
    return switch (block) {
      case Text text -> text(text, place);
      case Refusal refusal -> refusal;
      case ToolCall call -> call(call, place);
      case ToolResult result -> result(result, place);
      case SearchResult result -> searchResult(result, place);
      case Executable code -> Text.of(CodeText.of(code));
      case Compaction compaction -> compaction(compaction, place);
      case Opaque opaque -> opaque(opaque, place);
      case Reasoning thought -> thought(thought, place);
      case ServerToolCall _, ServerToolResult _ ->
          left(place, "tools that another provider ran mean nothing to OpenAI");
      case Image image -> media.image(image, place);
      case Document document -> document(document, place);
      case Audio audio -> media.audio(audio, place);
      case Video video -> media.video(video, place);
    };
  }

  private ContentBlock document(Document document, Place place) {
    if (Boolean.TRUE.equals(document.citationsEnabled())) {
      uncited(place, "OpenAI Responses do not cite documents");
    }
    return media.document(document, place);
  }

  private Text searchResult(SearchResult result, Place place) {
    if (Boolean.TRUE.equals(result.citations())) {
      uncited(place, "OpenAI Responses do not cite search results");
    }
    return Text.of(ReadableText.of(result));
  }

  private void uncited(Place place, String reason) {
    losses.accept(Dropped.advisory(place.path("citations"), reason));
  }

  private Text text(Text text, Place place) {
    if (!text.citations().isEmpty()) {
      uncited(place, "citations of earlier turns are not carried");
    }
    if (text.signature() != null) {
      losses.accept(Dropped.opaque(place.path(), "signatures mean nothing to OpenAI"));
    }
    return text;
  }

  private ToolCall call(ToolCall call, Place place) {
    if (call.signature() != null) {
      losses.accept(Dropped.opaque(place.path(), "signatures mean nothing to OpenAI"));
    }
    return call;
  }

  private ToolResult result(ToolResult result, Place place) {
    List<ContentBlock> content = new ArrayList<>();
    for (int i = 0; i < result.content().size(); i++) {
      ContentBlock block = result.content().get(i);
      ContentBlock kept =
          block instanceof Opaque(_, _, var raw, _, _)
              ? Text.of(raw.text())
              : block(block, place.block(i));
      if (kept != null) {
        content.add(kept);
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

  private @Nullable Reasoning thought(Reasoning thought, Place place) {
    if (Signature.isOf(ReasoningItems.OPENAI, thought.signature())) {
      return thought;
    }
    losses.accept(
        Dropped.opaque(place.path(), "thinking that OpenAI did not encrypt was left out"));
    return null;
  }

  private static ContentBlock compaction(Compaction compaction, Place place) {
    if (compaction.content() != null) {
      return Text.of(compaction.content() + "\n\n");
    }
    if (compaction.encrypted() == null
        || !compaction.ext().bags().keySet().stream()
            .allMatch(ProtocolId.OPENAI_RESPONSES::equals)) {
      throw refused(place, "compactions of another provider");
    }
    return compaction;
  }

  private @Nullable ContentBlock opaque(Opaque opaque, Place place) {
    if (opaque.protocol().equals(ProtocolId.OPENAI_RESPONSES)) {
      return opaque;
    }
    if (IGNORABLE.contains(opaque.type())) {
      return left(place, opaque.type() + " is not carried to OpenAI");
    }
    throw refused(place, "blocks of type \"" + opaque.type() + "\"");
  }

  private @Nullable ContentBlock left(Place place, String reason) {
    losses.accept(Dropped.opaque(place.path(), reason));
    return null;
  }

  private static GatewayException refused(Place place, String what) {
    return GatewayException.at(
        place.path(), what + " cannot be sent to the OpenAI Responses model of this route");
  }
}
