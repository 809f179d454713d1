package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers items into turns: what the assistant said in a row is one message, and so are the outputs
 * of its calls. Single use.
 */
final class TurnList {
  private final List<Located> system = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<ItemPlace> places = new ArrayList<>();

  private final List<Located> open = new ArrayList<>();
  private final Map<String, JsonText> openExt = new LinkedHashMap<>();
  private @Nullable Role openRole;
  private @Nullable JsonCursor openAt;
  private @Nullable String phase;

  /** Instructions above all turns. */
  void instruct(List<Located> blocks) {
    system.addAll(blocks);
  }

  /** Instructions among the items: leading ones join those above all turns. */
  void instruct(JsonCursor item, Role role, List<Located> blocks, Extensions ext) {
    if (messages.isEmpty() && openRole == null) {
      system.addAll(blocks);
    } else {
      turn(item, role, blocks, ext);
    }
  }

  /** A message of its own. */
  void turn(JsonCursor item, Role role, List<Located> blocks, Extensions ext) {
    close();
    messages.add(new Message(role, Located.blocks(blocks), null, null, ext));
    places.add(new ItemPlace(item, Located.places(blocks)));
  }

  /** A piece of the assistant's turn. */
  void say(JsonCursor item, ContentBlock block) {
    open(Role.ASSISTANT, item);
    open.add(Located.at(item, block));
  }

  /** A message of the assistant, as a piece of its turn. */
  void sayAll(JsonCursor item, List<Located> blocks, @Nullable String itsPhase, Extensions ext) {
    open(Role.ASSISTANT, item);
    open.addAll(blocks);
    openExt.putAll(ext.of(ProtocolId.OPENAI_RESPONSES));
    phase = phase == null ? itsPhase : phase;
  }

  /** The output of a call. */
  void answer(Located result) {
    open(Role.USER, result.place().at());
    open.add(result);
  }

  private void open(Role role, JsonCursor item) {
    if (openRole != role) {
      close();
      openRole = role;
      openAt = item;
    }
  }

  private void close() {
    if (openRole != null && openAt != null) {
      messages.add(
          new Message(
              openRole,
              Located.blocks(open),
              null,
              phase,
              Extensions.of(ProtocolId.OPENAI_RESPONSES, openExt)));
      places.add(new ItemPlace(openAt, Located.places(open)));
    }
    openRole = null;
    openAt = null;
    phase = null;
    open.clear();
    openExt.clear();
  }

  InputItems finished() {
    close();
    return new InputItems(system, messages, places);
  }
}
