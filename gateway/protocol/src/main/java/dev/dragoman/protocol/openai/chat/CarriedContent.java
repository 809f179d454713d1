package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.ReasoningControls.State;
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
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.normalise.CarriedMedia;
import dev.dragoman.protocol.normalise.ReadableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings a conversation down to what OpenAI Chat says here: text, media that the model takes,
 * refusals, calls and their results. Reasoning and provider-side tool blocks are left out and
 * listed; blocks of unknown meaning are refused, because the answer would depend on what the model
 * never saw. Paths are asked of the request before any rearrangement, so they are the client's.
 * Single use.
 */
final class CarriedContent {
  /** A block of Claude Code that changes with each request and would void every prompt cache. */
  private static final String BILLING = "x-anthropic-billing-header:";

  /** Marks that steer only the provider they were made for. */
  private static final Set<String> IGNORABLE =
      Set.of("tool_addition", "tool_removal", "compaction_trigger", "fallback", "container_upload");

  private final State state;
  private final boolean marks;
  private final CarriedMedia media;
  private final Losses losses;
  private boolean calling;

  /** For one target. */
  CarriedContent(Capabilities capabilities, Losses losses) {
    this.state = capabilities.controls().state();
    this.marks = capabilities.has(Flag.CACHE_MARKS);
    this.media = ChatMedia.carried(capabilities);
    this.losses = losses;
  }

  ChatRequest of(ChatRequest request) {
    SourcePaths paths = request.paths();
    refuseMisplaced(Message.of(Role.SYSTEM, request.system()), paths::system);
    List<ContentBlock> system = new ArrayList<>();
    for (ContentBlock block : blocks(request.system(), paths::system, marks)) {
      // llama.cpp#20623, claude-code#68900
      if (!(block instanceof Text(String text, _, _, _, _) && text.startsWith(BILLING))) {
        system.add(block);
      }
    }
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      IntFunction<Place> places = paths.message(i)::block;
      refuseMisplaced(message, places);
      calling = ContentBlock.anyIs(ToolCall.class, message.content());
      boolean markable = marks && message.role() != Role.ASSISTANT;
      List<ContentBlock> carried = blocks(message.content(), places, markable);
      // A turn that was empty from the start is for the arrangement to judge.
      if (!carried.isEmpty() || message.content().isEmpty()) {
        messages.add(message.withContent(carried));
      }
    }
    return request.withConversation(system, messages);
  }

  /** Calls are the assistant's, results and media the user's; elsewhere they have no form. */
  private static void refuseMisplaced(Message message, IntFunction<Place> places) {
    for (int i = 0; i < message.content().size(); i++) {
      ContentBlock block = message.content().get(i);
      boolean misplacedCall = block instanceof ToolCall && message.role() != Role.ASSISTANT;
      boolean misplacedResult = block instanceof ToolResult && message.role() != Role.USER;
      boolean misplacedMedia = isMedia(block) && message.role() != Role.USER;
      if (misplacedCall || misplacedResult || misplacedMedia) {
        String what =
            misplacedResult ? "a tool result" : misplacedCall ? "a tool call" : "such content";
        throw GatewayException.at(places.apply(i).path(), what + " cannot stand in this message");
      }
    }
  }

  private static boolean isMedia(ContentBlock block) {
    return block instanceof Image
        || block instanceof Document
        || block instanceof Audio
        || block instanceof Video;
  }

  private List<ContentBlock> blocks(
      List<ContentBlock> blocks, IntFunction<Place> places, boolean markable) {
    List<ContentBlock> carried = new ArrayList<>(blocks.size());
    for (int i = 0; i < blocks.size(); i++) {
      ContentBlock block = blocks.get(i);
      Place here = places.apply(i);
      ContentBlock kept = block(block, here);
      if (kept != null) {
        carried.add(kept);
      }
      cacheMark(block, here, markable);
    }
    return carried;
  }

  private void cacheMark(ContentBlock block, Place place, boolean markable) {
    if (block.cache() != null && !(markable && ChatBreakpoints.takes(block))) {
      losses.advisory(place.path("cache_control"), "cache marks are not carried to OpenAI Chat");
    }
  }

  private @Nullable ContentBlock block(ContentBlock block, Place place) {
    return switch (block) {
      case Text text -> text(text, place);
      case Refusal refusal -> refusal;
      case ToolCall call -> call(call, place);
      case ToolResult result -> result(result, place);
      case SearchResult result -> searchResult(result, place);
      case Executable code -> Text.of(rendered(code));
      case Compaction compaction -> compaction(compaction, place);
      case Opaque opaque -> opaque(opaque, place);
      case Reasoning thinking -> thinking(thinking, place);
      case ServerToolCall _, ServerToolResult _ ->
          left(place, "tools that another provider ran mean nothing to OpenAI Chat");
      case Image image -> media.image(image, place);
      case Document document -> document(document, place);
      case Audio audio -> media.audio(audio, place);
      case Video video -> media.video(video, place);
    };
  }

  /**
   * Of thinking that another provider signed the text remains; what it encrypted is lost. Of turns
   * without calls the model wants none back.
   */
  private @Nullable Reasoning thinking(Reasoning thinking, Place place) {
    if (state == State.DETAILS && Signature.isOf(Provider.OPENROUTER, thinking.signature())) {
      return thinking;
    }
    boolean remembered = state == State.TEXT;
    if (remembered && !calling) {
      return null;
    }
    if (!remembered || thinking.text().isEmpty()) {
      losses.opaque(place.path(), "thinking of earlier turns is not carried to OpenAI Chat");
      return null;
    }
    if (thinking.signature() != null && !Signature.isOf(Provider.TEXT, thinking.signature())) {
      losses.opaque(place.path(), "signatures mean nothing to OpenAI Chat");
    }
    return thinking;
  }

  private Text text(Text text, Place place) {
    if (!text.citations().isEmpty()) {
      losses.advisory(place.path("citations"), "citations of earlier turns are not carried");
    }
    if (text.signature() != null) {
      losses.opaque(place.path(), "signatures mean nothing to OpenAI Chat");
    }
    if (!text.ext().of(ProtocolId.OPENAI_CHAT).isEmpty()) {
      losses.advisory(place.path(), "unknown fields of text parts are not carried");
    }
    return text;
  }

  private ContentBlock document(Document document, Place place) {
    if (Boolean.TRUE.equals(document.citationsEnabled())) {
      losses.advisory(place.path("citations"), "OpenAI Chat does not cite documents");
    }
    return media.document(document, place);
  }

  private Text searchResult(SearchResult result, Place place) {
    if (Boolean.TRUE.equals(result.citations())) {
      losses.advisory(place.path("citations"), "OpenAI Chat does not cite search results");
    }
    return Text.of(ReadableText.of(result));
  }

  private ToolCall call(ToolCall call, Place place) {
    if (call.signature() != null) {
      losses.opaque(place.path(), "signatures mean nothing to OpenAI Chat");
    }
    return call;
  }

  private ToolResult result(ToolResult result, Place place) {
    List<ContentBlock> content = new ArrayList<>();
    for (int i = 0; i < result.content().size(); i++) {
      Place here = place.block(i);
      ContentBlock block = result.content().get(i);
      cacheMark(block, here, false);
      if (block instanceof Opaque(_, _, var raw, _, _)) {
        content.add(Text.of(raw.text()));
      } else {
        ContentBlock kept = block(block, here);
        if (kept != null) {
          content.add(kept);
        }
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

  private @Nullable ContentBlock opaque(Opaque opaque, Place place) {
    if (IGNORABLE.contains(opaque.type())) {
      return left(place, opaque.type() + " is not carried to OpenAI Chat");
    }
    throw refused(place, "blocks of type \"" + opaque.type() + "\"");
  }

  private static Text compaction(Compaction compaction, Place place) {
    if (compaction.content() == null) {
      throw refused(place, "encrypted compactions");
    }
    // An assistant's texts are joined without anything between them; a summary is none of its
    // words.
    return Text.of(compaction.content() + "\n\n");
  }

  private @Nullable ContentBlock left(Place place, String reason) {
    losses.opaque(place.path(), reason);
    return null;
  }

  private static GatewayException refused(Place place, String what) {
    return GatewayException.at(
        place.path(), what + " cannot be sent to the OpenAI Chat model of this route");
  }

  /** Code as a fenced block, then what it printed. */
  static String rendered(Executable code) {
    StringBuilder text = new StringBuilder();
    if (code.code() != null) {
      String language = code.language() == null ? "" : code.language();
      text.append("```").append(language).append('\n').append(code.code()).append("\n```");
    }
    if (code.output() != null) {
      text.append(text.isEmpty() ? "" : "\n").append(code.output());
    }
    return text.toString();
  }
}
