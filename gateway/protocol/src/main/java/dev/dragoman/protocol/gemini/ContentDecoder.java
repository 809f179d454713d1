package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import dev.dragoman.protocol.normalise.ToolIds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code contents} of a request: role {@code model} is the assistant, every other and none
 * the user. A signed part becomes an empty thought with the signature and the part, see {@link
 * GeminiSignatures}. Calls without an id get one made of their place, and results are paired with
 * the calls of the turn before. Single use.
 */
final class ContentDecoder {
  private final List<Message> messages = new ArrayList<>();
  private final List<ContentPlace> places = new ArrayList<>();
  private final CallPairs pairs = new CallPairs();
  private List<ContentBlock> blocks = new ArrayList<>();
  private List<ContentPlace> parts = new ArrayList<>();

  List<Message> messages() {
    return messages;
  }

  List<ContentPlace> places() {
    return places;
  }

  /** The contents in order; text alone is a turn of the user. */
  void decode(List<JsonCursor> contents) {
    contents.forEach(this::content);
  }

  private void content(JsonCursor content) {
    blocks = new ArrayList<>();
    parts = new ArrayList<>();
    Role role = Role.USER;
    if (content.isString()) {
      add(content, Text.of(content.string()));
    } else {
      Spelled spelled = new Spelled(content);
      role = "model".equals(spelled.string("role")) ? Role.ASSISTANT : Role.USER;
      if (role == Role.ASSISTANT) {
        pairs.beginTurn();
      }
      for (JsonCursor part : spelled.items("parts")) {
        part(part, role);
      }
    }
    if (role == Role.USER) {
      pairs.endTurn();
    }
    if (!blocks.isEmpty()) {
      messages.add(Message.of(role, blocks));
      places.add(new ContentPlace(content, parts));
    }
  }

  private void add(JsonCursor at, ContentBlock block) {
    blocks.add(block);
    parts.add(ContentPlace.of(at));
  }

  private void part(JsonCursor part, Role role) {
    if (part.isString()) {
      add(part, Text.of(part.string()));
      return;
    }
    Spelled spelled = new Spelled(part);
    String signature = spelled.string(GeminiSignatures.FIELD);
    JsonCursor call = spelled.get("functionCall");
    JsonCursor result = spelled.get("functionResponse");
    String text = spelled.string("text");
    if (call != null) {
      sign(part, signature, Placement.TOOL_CALL);
      add(part, call(call, GeminiParts.ext(spelled)));
    } else if (result != null) {
      add(part, FunctionResults.decode(new Spelled(result), pairs));
    } else if (text != null && spelled.isTrue("thought")) {
      thought(part, text, signature);
    } else if (text != null) {
      sign(part, signature, text.isEmpty() ? Placement.TRAILING : Placement.TEXT);
      // A part of nothing but a signature is that of the turn.
      if (!text.isEmpty() || (signature == null && role == Role.USER)) {
        add(part, new Text(text, List.of(), null, null, GeminiParts.ext(spelled)));
      }
    } else {
      other(part, signature);
    }
  }

  private void sign(JsonCursor part, @Nullable String given, Placement placement) {
    Reasoning signed = CarriedSignature.decode(given, placement, "");
    if (signed != null) {
      add(part, signed);
    }
  }

  /**
   * A thought. One that came as a stream lies in several parts, and what the gateway sealed for it
   * in the last of them: together they are the thought that another vendor signed.
   */
  private void thought(JsonCursor part, String text, @Nullable String given) {
    Reasoning thought = CarriedSignature.decode(given, Placement.THINKING, text);
    if (thought == null) {
      return;
    }
    Reasoning before =
        !blocks.isEmpty() && blocks.getLast() instanceof Reasoning last ? last : null;
    boolean ends = thought.signature() == null || isSealed(thought);
    boolean continues = before != null && before.signature() == null && ends;
    if (before != null && continues && thought.kind() == before.kind()) {
      blocks.removeLast();
      parts.removeLast();
      add(part, Reasoning.of(before.text() + text).withSignature(thought.signature()));
    } else {
      add(part, thought);
    }
  }

  private static boolean isSealed(Reasoning thought) {
    return Signature.isOf(Provider.GATEWAY, thought.signature()) && thought.text().isEmpty();
  }

  private ToolCall call(JsonCursor call, Extensions ext) {
    Spelled spelled = new Spelled(call);
    if (spelled.get("partialArgs") != null || spelled.isTrue("willContinue")) {
      throw call.invalid("is a piece of a call; send it whole");
    }
    String name = call.requireString("name");
    JsonCursor args = spelled.get("args");
    if (args != null && !args.isObject()) {
      throw args.invalid("must be an object");
    }
    String given = spelled.string("id");
    String id =
        given == null || given.isEmpty()
            ? ToolIds.wordCharacters("turn " + messages.size() + "/" + pairs.count() + "/" + name)
            : given;
    pairs.called(id, name);
    JsonText arguments = args == null ? JsonText.EMPTY_OBJECT : args.source();
    return new ToolCall(id, null, name, null, arguments, false, null, null, ext);
  }

  private void other(JsonCursor part, @Nullable String signature) {
    ContentBlock content = GeminiParts.decode(part);
    if (content == null) {
      sign(part, signature, Placement.TRAILING);
      return;
    }
    sign(part, signature, Placement.TEXT);
    add(part, content);
  }

  /** The instructions: text, a content, or its parts. */
  static List<ContentBlock> system(@Nullable JsonCursor given, List<ContentPlace> places) {
    List<ContentBlock> system = new ArrayList<>();
    if (given == null) {
      return system;
    }
    if (given.isString()) {
      system.add(Text.of(given.string()));
      places.add(ContentPlace.of(given));
      return system;
    }
    List<JsonCursor> parts = given.isArray() ? given.items() : new Spelled(given).items("parts");
    for (JsonCursor part : parts) {
      String text = part.isString() ? part.string() : part.string("text");
      if (text == null) {
        throw part.invalid("instructions may hold nothing but text");
      }
      if (!text.isEmpty()) {
        system.add(new Text(text, List.of(), null, null, Extensions.NONE));
        places.add(ContentPlace.of(part));
      }
    }
    return system;
  }
}
