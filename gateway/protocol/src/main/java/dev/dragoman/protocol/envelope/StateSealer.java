package dev.dragoman.protocol.envelope;

import dev.dragoman.protocol.codec.ThoughtCarrier;
import dev.dragoman.protocol.envelope.Envelopes.Content;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Seals the state in one answer that the client's protocol has no place for: signatures of other
 * vendors, and where thinking has to be signed a digest of text that nobody signed. A block of
 * which that is known from its start opens with an empty signature, so that it can be shown live.
 * Single use, not thread-safe.
 */
public final class StateSealer {
  private final Envelopes envelopes;
  private final ThoughtCarrier carrier;
  private final Sides sides;
  private final Map<Integer, TextDigest> unsigned = new HashMap<>();
  private final Map<Integer, StringBuilder> hidden = new HashMap<>();

  /** What a client sees of text that nobody signed, where its protocol shows signed text only. */
  public enum View {
    /** The text, with an envelope over a digest of it. */
    TEXT,
    /** Nothing but an envelope that holds the text: the client asked for no more. */
    ENVELOPE,
    /** Nothing: the client did not ask for thinking. */
    NOTHING
  }

  /**
   * Between whom an answer passes.
   *
   * @param carrier what the client brings back
   * @param upstreamSigns whether text that is not signed yet may be signed at its end
   */
  public record Sides(ThoughtCarrier carrier, boolean upstreamSigns, View view) {}

  /** A sealer for one answer. */
  public StateSealer(Envelopes envelopes, Sides sides) {
    this.envelopes = envelopes;
    this.carrier = sides.carrier();
    this.sides = sides;
  }

  /** Whether text that nobody signed is sealed. */
  private boolean sealsText() {
    return carrier.signedOnly() && sides.view() != View.NOTHING;
  }

  /** Whether text goes into its envelope; an upstream that signs has left out itself what to. */
  private boolean hidesText() {
    return sides.view() == View.ENVELOPE && !sides.upstreamSigns() && envelopes.canSeal();
  }

  /** The answer with envelopes in it. */
  public ChatResponse sealed(ChatResponse answer) {
    for (Candidate candidate : answer.candidates()) {
      if (ContentBlock.anyIs(Reasoning.class, candidate.content())) {
        return withEnvelopes(answer);
      }
    }
    return answer;
  }

  private ChatResponse withEnvelopes(ChatResponse answer) {
    return new ChatResponse(
        answer.id(),
        answer.model(),
        answer.created(),
        answer.candidates().stream().map(this::sealed).toList(),
        answer.usage(),
        answer.serviceTier(),
        answer.fingerprint(),
        answer.safety(),
        answer.ext());
  }

  private Candidate sealed(Candidate candidate) {
    List<ContentBlock> content = candidate.content().stream().map(this::sealed).toList();
    return new Candidate(
        candidate.index(), content, candidate.stop(), candidate.logprobs(), candidate.ext());
  }

  private ContentBlock sealed(ContentBlock block) {
    if (!(block instanceof Reasoning thought)) {
      return block;
    }
    Signature signature = thought.signature();
    if (signature == null) {
      return sealsText() ? sealedText(thought) : thought;
    }
    if (carrier.own().contains(signature.provider())) {
      return thought;
    }
    // What is in the envelope needs not be shown beside it.
    Reasoning shown = hidesText() ? Reasoning.of("") : thought;
    return shown.withSignature(sealed(signature, thought.itemId()));
  }

  private Reasoning sealedText(Reasoning thought) {
    return hidesText()
        ? Reasoning.of("").withSignature(sealed(TextDigest.whole(thought.text()), null))
        : thought.withSignature(sealed(TextDigest.signatureOf(thought.text()), null));
  }

  private @Nullable Signature sealed(Signature state, @Nullable String itemId) {
    Optional<String> envelope = envelopes.seal(new Content(state, itemId));
    return envelope
        .map(text -> new Signature(Provider.GATEWAY, state.scope(), text, state.placement()))
        .orElse(null);
  }

  /** The next event, with what has to be sealed before it. */
  public void accept(StreamEvent event, Consumer<? super StreamEvent> out) {
    switch (event) {
      case BlockStart start when start.empty() instanceof Reasoning thought ->
          out.accept(started(start, thought));
      case ReasoningDelta delta when hidden.containsKey(delta.block()) ->
          hide(delta.block(), delta.text());
      case ReasoningDelta delta -> {
        TextDigest digest = unsigned.get(delta.block());
        if (digest != null) {
          digest.add(delta.text());
        }
        out.accept(delta);
      }
      case SignatureDelta(int block, Signature signature) -> {
        unsigned.remove(block);
        hidden.remove(block);
        Signature carried =
            carrier.own().contains(signature.provider()) ? signature : sealed(signature, null);
        if (carried != null) {
          out.accept(new SignatureDelta(block, carried));
        }
      }
      case BlockStop(int block) -> {
        Signature seal = sealAtEnd(block);
        if (seal != null) {
          out.accept(new SignatureDelta(block, seal));
        }
        out.accept(event);
      }
      case StreamEvent other -> out.accept(other);
    }
  }

  private void hide(int block, String text) {
    StringBuilder soFar = hidden.get(block);
    if (soFar != null && soFar.length() <= Envelopes.MAX_CHARACTERS) {
      soFar.append(text);
    }
  }

  private @Nullable Signature sealAtEnd(int block) {
    StringBuilder text = hidden.remove(block);
    TextDigest digest = unsigned.remove(block);
    if (text != null) {
      return sealed(TextDigest.whole(text.toString()), null);
    }
    return digest == null ? null : sealed(digest.signature(), null);
  }

  private BlockStart started(BlockStart start, Reasoning thought) {
    Signature signature = thought.signature();
    if (signature != null) {
      return carrier.own().contains(signature.provider())
          ? start
          : new BlockStart(
              start.block(),
              start.candidate(),
              thought.withSignature(sealed(signature, thought.itemId())));
    }
    if (!sealsText() || thought.kind() == Reasoning.Kind.REDACTED) {
      return start;
    }
    if (hidesText()) {
      hidden.put(start.block(), new StringBuilder(thought.text()));
      Reasoning empty = Reasoning.of("").withSignature(promised());
      return new BlockStart(start.block(), start.candidate(), empty);
    }
    TextDigest digest = new TextDigest();
    digest.add(thought.text());
    unsigned.put(start.block(), digest);
    boolean certain = !sides.upstreamSigns() && envelopes.canSeal();
    return certain
        ? new BlockStart(start.block(), start.candidate(), thought.withSignature(promised()))
        : start;
  }

  /** Says that an envelope will follow. */
  private static Signature promised() {
    return new Signature(Provider.GATEWAY, "", "", Signature.Placement.THINKING);
  }
}
