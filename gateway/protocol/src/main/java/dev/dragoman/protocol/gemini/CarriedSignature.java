package dev.dragoman.protocol.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Reasoning.Kind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code thoughtSignature} as clients hold it. It is bytes there, so an envelope with the state of
 * another vendor is spelled in base64 as well. What clients put there for want of a signature
 * counts as none. Source: "Thought signatures" on ai.google.dev.
 */
final class CarriedSignature {
  /** With what the gateway's own envelopes begin. */
  private static final String ENVELOPE = "gw1.";

  /** Before the envelope of a thought that may not be read. */
  private static final String REDACTED = "redacted.";

  private static final String BYPASS_BYTES =
      Base64.getEncoder().encodeToString(GeminiSignatures.BYPASS.getBytes(UTF_8));

  private CarriedSignature() {}

  /** The thought that a client brings back, null for one that says nothing. */
  static @Nullable Reasoning decode(@Nullable String given, Placement placement, String text) {
    String envelope = envelope(given);
    if (envelope != null && envelope.startsWith(REDACTED)) {
      String sealed = envelope.substring(REDACTED.length());
      return new Reasoning(
          text, List.of(), Kind.REDACTED, gateway(sealed, placement), null, null, Extensions.NONE);
    }
    Signature signature = envelope == null ? own(given, placement) : gateway(envelope, placement);
    return signature == null && text.isEmpty() ? null : Reasoning.of(text).withSignature(signature);
  }

  private static Signature gateway(String envelope, Placement placement) {
    return new Signature(Provider.GATEWAY, "", envelope, placement);
  }

  private static @Nullable Signature own(@Nullable String given, Placement placement) {
    if (given == null || given.isEmpty() || given.equals(GeminiSignatures.BYPASS)) {
      return null;
    }
    String value = standard(given);
    return value.equals(BYPASS_BYTES) ? null : GeminiSignatures.of(value, placement);
  }

  private static String standard(String base64) {
    return base64.replace('-', '+').replace('_', '/');
  }

  private static @Nullable String envelope(@Nullable String given) {
    if (given == null) {
      return null;
    }
    try {
      String text = new String(Base64.getDecoder().decode(standard(given)), UTF_8);
      return text.startsWith(ENVELOPE) || text.startsWith(REDACTED + ENVELOPE) ? text : null;
    } catch (IllegalArgumentException e) {
      // The placeholder as plain text, or a signature of a test: whoever made it can tell.
      return null;
    }
  }

  /** What a client is given, null where there is nothing that it could bring back. */
  static @Nullable String encode(Reasoning thought) {
    Signature signature = thought.signature();
    if (signature == null || signature.value().isEmpty()) {
      return null;
    }
    if (!signature.provider().equals(Provider.GATEWAY)) {
      return signature.value();
    }
    String mark = thought.kind() == Kind.REDACTED ? REDACTED : "";
    return Base64.getEncoder().encodeToString((mark + signature.value()).getBytes(UTF_8));
  }
}
