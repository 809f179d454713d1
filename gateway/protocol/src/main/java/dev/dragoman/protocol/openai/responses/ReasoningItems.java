package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Items of type {@code reasoning}: {@code {id,summary[{text}],content[{text}]|null,
 * encrypted_content}}. State of other vendors travels in {@code encrypted_content} as an envelope;
 * an item has no word for thinking that its provider redacted, so the mark stands before the
 * envelope.
 */
final class ReasoningItems {
  static final Provider OPENAI = new Provider("openai");

  /** Stands before an envelope around redacted thinking. */
  static final String REDACTED = "redacted.";

  private static final Set<String> KNOWN =
      Set.of("type", "id", "summary", "content", "encrypted_content", "status");

  private ReasoningItems() {}

  static Reasoning decode(JsonCursor item) {
    List<String> summary = texts(item, "summary");
    List<String> content = texts(item, "content");
    String state = item.string("encrypted_content");
    String unmarked = unmarked(state);
    boolean redacted = unmarked != null && !unmarked.equals(state);
    boolean full = !content.isEmpty();
    return new Reasoning(
        String.join("\n\n", full ? content : summary),
        full || redacted ? List.of() : summary,
        redacted ? Reasoning.Kind.REDACTED : full ? Reasoning.Kind.FULL : Reasoning.Kind.SUMMARY,
        signature(unmarked),
        item.string("id"),
        null,
        Extensions.of(ProtocolId.OPENAI_RESPONSES, item.rest(KNOWN)));
  }

  private static @Nullable String unmarked(@Nullable String state) {
    return state != null && state.startsWith(REDACTED) ? state.substring(REDACTED.length()) : state;
  }

  private static List<String> texts(JsonCursor item, String member) {
    List<String> texts = new ArrayList<>();
    item.items(member).forEach(part -> texts.add(part.requireString("text")));
    return texts;
  }

  /** OpenAI's own state, or an envelope, which is opened later. */
  private static @Nullable Signature signature(@Nullable String state) {
    return state == null || state.isEmpty()
        ? null
        : new Signature(OPENAI, "", state, Signature.Placement.THINKING);
  }

  /** What {@code encrypted_content} says, null when there is no state. */
  static @Nullable String state(Reasoning.Kind kind, @Nullable Signature signature) {
    if (signature == null || signature.value().isEmpty()) {
      return null;
    }
    boolean marked = kind == Reasoning.Kind.REDACTED && !signature.provider().equals(OPENAI);
    return marked ? REDACTED + signature.value() : signature.value();
  }
}
