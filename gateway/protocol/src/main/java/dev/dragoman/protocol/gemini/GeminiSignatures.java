package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import org.jspecify.annotations.Nullable;

/**
 * {@code thoughtSignature}: a member of any part. In the neutral model it is an empty thought
 * before the part that it signs, since that is what clients of other protocols carry; its placement
 * says which part follows:
 *
 * <pre>
 * THINKING   a thought that is shown, and signed itself
 * TOOL_CALL  the next functionCall
 * TEXT       the next part of any other kind
 * TRAILING   a part of its own with empty text
 * </pre>
 *
 * <p>A signed part is never joined with another. Source: "Thought signatures" on ai.google.dev;
 * protocols.md 2.6.
 */
final class GeminiSignatures {
  static final String FIELD = "thoughtSignature";

  /** What Google documents for histories whose signatures were lost, or that it never saw. */
  static final String BYPASS = "skip_thought_signature_validator";

  private GeminiSignatures() {}

  static Signature of(String value, Placement placement) {
    return new Signature(Provider.GEMINI, "", value, placement);
  }

  /** The signature of {@code thought} if it is one of this provider, else null. */
  static @Nullable Signature own(Reasoning thought) {
    Signature signature = thought.signature();
    return Signature.isOf(Provider.GEMINI, signature) ? signature : null;
  }
}
