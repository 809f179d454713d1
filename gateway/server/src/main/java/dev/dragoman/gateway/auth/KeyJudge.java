package dev.dragoman.gateway.auth;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.gateway.auth.KnownKeys.KnownKey;
import dev.dragoman.gateway.auth.KnownKeys.KnownText;
import dev.dragoman.gateway.auth.KnownKeys.Validity;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says why a key does not open the gateway now. Asked only for a text whose digest has matched: who
 * holds it may know, a stranger learns nothing.
 */
final class KeyJudge {
  private KeyJudge() {}

  /** What speaks against the key at {@code now}, null when it is good. */
  static @Nullable GatewayError refusal(KnownKey key, KnownText text, Instant now) {
    KeyEntry entry = key.entry();
    return switch (entry.state()) {
      case Revoked -> GatewayError.of(ErrorKind.AUTH, "this API key has been revoked");
      case Suspended -> GatewayError.of(ErrorKind.PERMISSION, "this API key is suspended");
      case Active -> {
        GatewayError ofKey =
            outside(
                new Validity(entry.notBefore(), entry.expiresAt()),
                now,
                "this API key has expired");
        yield ofKey != null
            ? ofKey
            : outside(
                text.validity(),
                now,
                "this API key has been replaced by a newer one and is not valid any more");
      }
    };
  }

  private static @Nullable GatewayError outside(Validity validity, Instant now, String over) {
    if (validity.isAhead(now)) {
      return GatewayError.of(ErrorKind.AUTH, "this API key is not valid yet");
    }
    return validity.isOver(now) ? GatewayError.of(ErrorKind.AUTH, over) : null;
  }
}
