package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code reasoningContent}: {@code {"reasoningText":{"text","signature"}}} or {@code
 * {"redactedContent":"<base64>"}}. Claude's signatures are Anthropic's own, whoever serves the
 * model, and what Bedrock has as bytes Anthropic has as the base64 of them: on this wire both are
 * the same text. Source: {@code ReasoningContentBlock} in the Bedrock API reference.
 */
final class ConverseReasoning {
  /** State of other providers travels in the gateway's own envelope, which no provider takes. */
  private static final String ENVELOPE = "gw1.";

  private ConverseReasoning() {}

  static Reasoning decode(JsonCursor content) {
    JsonCursor redacted = content.get("redactedContent");
    if (redacted != null) {
      return redacted(redacted.string());
    }
    JsonCursor visible = content.require("reasoningText");
    String text = visible.string("text");
    return new Reasoning(
        text == null ? "" : text,
        List.of(),
        Reasoning.Kind.FULL,
        signature(visible.string("signature")),
        null,
        null,
        Extensions.NONE);
  }

  /** A thought that is only shown encrypted. */
  static Reasoning redacted(String base64) {
    return new Reasoning(
        "", List.of(), Reasoning.Kind.REDACTED, signature(base64), null, null, Extensions.NONE);
  }

  static @Nullable Signature signature(@Nullable String value) {
    return value == null || value.isEmpty()
        ? null
        : new Signature(Provider.ANTHROPIC, "", value, Signature.Placement.THINKING);
  }

  /** Whether the block can be sent back: Claude refuses thoughts that it did not sign. */
  static boolean isSigned(Reasoning reasoning) {
    Signature signature = reasoning.signature();
    return signature != null
        && Signature.isOf(Provider.ANTHROPIC, signature)
        && !signature.value().startsWith(ENVELOPE)
        && (reasoning.kind() != Reasoning.Kind.REDACTED || isBase64(signature.value()));
  }

  private static boolean isBase64(String value) {
    try {
      return Base64.getDecoder().decode(value).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Writes a signed block. */
  static void write(JsonWriter out, Reasoning reasoning) {
    Signature signature = reasoning.signature();
    if (signature == null) {
      throw new IllegalStateException("unsigned reasoning never gets as far as here");
    }
    out.beginObject().beginObject("reasoningContent");
    if (reasoning.kind() == Reasoning.Kind.REDACTED) {
      out.field("redactedContent", signature.value());
    } else {
      out.beginObject("reasoningText")
          .field("text", reasoning.text())
          .field("signature", signature.value())
          .endObject();
    }
    out.endObject().endObject();
  }
}
