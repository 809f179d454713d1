package dev.dragoman.gateway.auth;

import dev.dragoman.contract.KeyText;
import dev.dragoman.protocol.wire.WireHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The key of a provider that a caller brings beside the gateway's own (design.md 10, "Two
 * credentials on one request"). What opens the gateway never goes upstream, nor does anything of
 * its form.
 */
public final class ClientKeys {
  private ClientKeys() {}

  /** The caller's own key, null when it brought none. */
  public static @Nullable String of(WireHeaders headers, Caller caller) {
    String opened = caller.key() == null ? null : PresentedKeys.of(headers);
    for (String text : PresentedKeys.all(headers)) {
      if (!text.isEmpty() && !text.equals(opened) && !KeyText.isKeyText(text)) {
        return text;
      }
    }
    return null;
  }
}
