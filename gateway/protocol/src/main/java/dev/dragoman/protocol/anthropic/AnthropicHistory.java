package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
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
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.normalise.CacheMarks;
import dev.dragoman.protocol.normalise.CarriedMedia;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what was said before and leaves only what the encoder can write: refuses what the
 * answer depends on, drops hints and foreign state with a warning. Single use.
 */
final class AnthropicHistory {
  private static final String SERVER_TOOL = "a tool that another provider ran";

  private final boolean thinks;
  private final CarriedMedia media;
  private final List<Dropped> dropped;
  private @Nullable String firstCitation;

  AnthropicHistory(Capabilities capabilities, List<Dropped> dropped) {
    this.thinks = capabilities.reasoning() != ReasoningUse.NONE;
    this.media = AnthropicMedia.carried(capabilities);
    this.dropped = dropped;
  }

  /**
   * The request with a history of blocks that this protocol has.
   *
   * @throws GatewayException {@code INVALID_REQUEST} naming a block that cannot be carried
   */
  ChatRequest screened(ChatRequest request) {
    SourcePaths paths = request.paths();
    refuseMisplaced(paths::system, request.system());
    List<ContentBlock> system = blocks(paths::system, request.system());
    List<Message> messages = new ArrayList<>(request.messages().size());
    for (int i = 0; i < request.messages().size(); i++) {
      messages.add(message(paths.message(i), request.messages().get(i)));
    }
    if (firstCitation != null) {
      dropped.add(
          Dropped.advisory(firstCitation, "citations of another protocol are not converted"));
    }
    return request.withConversation(system, messages);
  }

  private Message message(Place place, Message message) {
    if (message.name() != null) {
      dropped.add(Dropped.advisory(place.path("name"), "Anthropic has no names of speakers"));
    }
    if (message.role() != Role.USER) {
      refuseMisplaced(place::block, message.content());
    }
    return message.withContent(blocks(place::block, message.content()));
  }

  /** Media are the user's; Anthropic refuses them of an assistant and in instructions. */
  private static void refuseMisplaced(IntFunction<Place> places, List<ContentBlock> blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      ContentBlock block = blocks.get(i);
      if (block instanceof Image || block instanceof Document) {
        throw GatewayException.at(
            places.apply(i).path(), "images and documents are taken in user messages only");
      }
    }
  }

  private List<ContentBlock> blocks(IntFunction<Place> places, List<ContentBlock> blocks) {
    List<ContentBlock> kept = new ArrayList<>(blocks.size());
    for (int i = 0; i < blocks.size(); i++) {
      CacheMarks.keep(kept, blocks.get(i), carried(places.apply(i), blocks.get(i)));
    }
    return kept;
  }

  private @Nullable ContentBlock carried(Place place, ContentBlock block) {
    return switch (block) {
      case Text text -> text(place, text);
      case Refusal refusal -> Text.of(refusal.text());
      case Executable executable -> AnthropicReply.text(executable);
      case Reasoning thinking -> thinking(place, thinking);
      case ToolCall call -> call(place, call);
      case ToolResult result -> result(place, result);
      case ServerToolCall call ->
          AnthropicReply.isOwnCall(call.kind()) ? call : foreign(place, SERVER_TOOL);
      case ServerToolResult result ->
          AnthropicReply.isOwnResult(result.kind()) ? result : foreign(place, SERVER_TOOL);
      case SearchResult result -> result;
      case Compaction compaction -> compaction(place, compaction);
      case Opaque opaque -> opaque(place, opaque);
      case Image image -> image(place, image);
      case Document document -> media.document(document, place);
      case Audio _ -> throw refused(place, "audio");
      case Video _ -> throw refused(place, "video");
    };
  }

  /**
   * Only thinking with a signature of Anthropic's is sent: it refuses what it did not sign, and
   * thinking turned into text would be imitated (openclaw#16496, Roo-Code#10351). Empty thinking
   * with a signature is whole (litellm#41361).
   */
  private @Nullable Reasoning thinking(Place place, Reasoning thinking) {
    if (thinks && AnthropicReply.isOwn(thinking.signature())) {
      return thinking;
    }
    dropped.add(
        Dropped.opaque(
            place.path(),
            thinks
                ? "thinking that Anthropic did not sign was left out"
                : "the model does not think; thinking of earlier turns was left out"));
    return null;
  }

  private ContentBlock image(Place place, Image image) {
    if (image.detail() != null && !image.detail().equals("auto")) {
      dropped.add(Dropped.advisory(place.path("detail"), "Anthropic has no detail of images"));
    }
    return media.image(image, place);
  }

  private Text text(Place place, Text text) {
    boolean foreign =
        !text.citations().isEmpty()
            && text.citations().stream()
                .anyMatch(citation -> !citation.protocol().equals(ProtocolId.ANTHROPIC));
    if (foreign && firstCitation == null) {
      firstCitation = place.path("citations");
    }
    return text;
  }

  private ToolCall call(Place place, ToolCall call) {
    if (call.signature() != null) {
      dropped.add(
          Dropped.opaque(place.path(), "the signature of a call belongs to another provider"));
    }
    return call;
  }

  private ToolResult result(Place place, ToolResult result) {
    return new ToolResult(
        result.toolCallId(),
        result.toolName(),
        blocks(place::block, result.content()),
        result.isError(),
        result.freeform(),
        result.cache(),
        result.ext());
  }

  /** Encrypted state of another provider is of no use; its readable form is. */
  private ContentBlock compaction(Place place, Compaction compaction) {
    if (compaction.encrypted() == null) {
      return compaction;
    }
    if (compaction.content() == null) {
      throw refused(place, "compaction");
    }
    return Text.of(compaction.content());
  }

  private static Opaque opaque(Place place, Opaque opaque) {
    if (!opaque.protocol().equals(ProtocolId.ANTHROPIC)) {
      throw refused(place, opaque.type());
    }
    return opaque;
  }

  private @Nullable ContentBlock foreign(Place place, String what) {
    dropped.add(Dropped.opaque(place.path(), what + " was left out"));
    return null;
  }

  private static GatewayException refused(Place place, String kind) {
    return GatewayException.at(
        place.path(),
        "content of kind "
            + kind
            + " cannot be sent to this model, whose provider speaks another protocol; remove it or"
            + " choose a model of the same protocol");
  }
}
