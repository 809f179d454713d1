package dev.dragoman.protocol.envelope;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.envelope.StateOpener.Opened;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes reasoning state out of a history of which an upstream said that it cannot read it
 * (protocols.md 2.6, 5: 78). Blocks stay where they were. Pure.
 */
public final class ForgottenState {
  private ForgottenState() {}

  /** The request without state, and what it lost; the same request when it has none. */
  public static Opened without(Opened request) {
    List<Dropped> lost = new ArrayList<>(request.lost());
    List<Message> messages = new ArrayList<>(request.request().messages().size());
    ChatRequest given = request.request();
    for (int i = 0; i < given.messages().size(); i++) {
      Message message = given.messages().get(i);
      List<ContentBlock> content = new ArrayList<>(message.content().size());
      for (int j = 0; j < message.content().size(); j++) {
        ContentBlock block = message.content().get(j);
        if (block instanceof Reasoning thought && thought.signature() != null) {
          lost.add(
              Dropped.opaque(
                  given.paths().message(i).block(j).path(),
                  "the upstream cannot read the state of this thinking, which was left out"));
          block = thought.withSignature(null);
        }
        content.add(block);
      }
      messages.add(message.withContent(content));
    }
    return lost.size() == request.lost().size()
        ? request
        : new Opened(given.withState(messages, Map.of()), lost);
  }
}
