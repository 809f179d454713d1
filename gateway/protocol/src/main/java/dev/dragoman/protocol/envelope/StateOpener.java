package dev.dragoman.protocol.envelope;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.envelope.Envelopes.Content;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts into a history what the envelopes in it hold. State whose envelope does not open is reported
 * and gone; its readable text stays, for targets that want no more than that. Blocks stay where
 * they were. Thread-safe.
 */
public final class StateOpener {
  private final Envelopes envelopes;

  public StateOpener(Envelopes envelopes) {
    this.envelopes = envelopes;
  }

  /**
   * A request without envelopes.
   *
   * @param lost state that could not be restored
   */
  public record Opened(ChatRequest request, List<Dropped> lost) {
    public Opened {
      lost = List.copyOf(lost);
    }
  }

  public Opened opened(ChatRequest request) {
    if (!holdsEnvelope(request.messages())) {
      return new Opened(request, List.of());
    }
    List<Dropped> lost = new ArrayList<>();
    List<Message> messages = new ArrayList<>(request.messages().size());
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      messages.add(
          holdsEnvelope(message) ? opened(request.paths().message(i), message, lost) : message);
    }
    return new Opened(request.withState(messages, Map.of()), lost);
  }

  private static boolean holdsEnvelope(List<Message> messages) {
    for (Message message : messages) {
      if (holdsEnvelope(message)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsEnvelope(Message message) {
    for (ContentBlock block : message.content()) {
      if (block instanceof Reasoning thought && isSealed(thought.signature())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSealed(@Nullable Signature signature) {
    return signature != null && Envelopes.isEnvelope(signature.value());
  }

  private Message opened(Place place, Message message, List<Dropped> lost) {
    List<ContentBlock> content = new ArrayList<>(message.content().size());
    for (int i = 0; i < message.content().size(); i++) {
      ContentBlock block = message.content().get(i);
      content.add(
          block instanceof Reasoning thought && isSealed(thought.signature())
              ? opened(place.block(i), thought, lost)
              : block);
    }
    return message.withContent(content);
  }

  private Reasoning opened(Place place, Reasoning sealed, List<Dropped> lost) {
    Signature signature = sealed.signature();
    Optional<Content> content =
        signature == null ? Optional.empty() : envelopes.open(signature.value());
    if (content.isEmpty() || !isIntact(content.get().signature(), sealed.text())) {
      lost.add(
          Dropped.opaque(
              place.path(),
              "the state of this thinking was not sealed by this gateway, or too long ago, and"
                  + " cannot be restored"));
      return sealed.withSignature(null);
    }
    String hidden = TextDigest.textIn(content.get().signature());
    return new Reasoning(
        hidden == null ? sealed.text() : hidden,
        sealed.summaryParts(),
        sealed.kind(),
        hidden == null ? content.get().signature() : TextDigest.signatureOf(hidden),
        content.get().itemId(),
        sealed.cache(),
        sealed.ext());
  }

  /** Whether state that is the text itself comes with the text that it was sealed for. */
  private static boolean isIntact(Signature signature, String text) {
    return !signature.provider().equals(Provider.TEXT)
        || TextDigest.textIn(signature) != null
        || signature.equals(TextDigest.signatureOf(text));
  }
}
