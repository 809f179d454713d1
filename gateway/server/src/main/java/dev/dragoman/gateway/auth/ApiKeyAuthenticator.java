package dev.dragoman.gateway.auth;

import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.KeyText.Fingerprint;
import dev.dragoman.gateway.auth.KnownKeys.KnownKey;
import dev.dragoman.gateway.auth.KnownKeys.KnownText;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Looks a key up by its public id and compares digests in constant time. State and times are judged
 * at every request by the gateway's own clock (kubernetes.md 1.5).
 */
public final class ApiKeyAuthenticator implements Authenticator {
  private final Clock clock;

  public ApiKeyAuthenticator(Clock clock) {
    this.clock = clock;
  }

  @Override
  public @Nullable String presented(WireHeaders headers) {
    return PresentedKeys.of(headers);
  }

  @Override
  public Caller authenticate(KnownKeys keys, WireHeaders headers) {
    String presented = PresentedKeys.of(headers);
    Caller known = presented == null ? null : lookUp(keys, presented);
    if (known != null) {
      return known;
    }
    if (!keys.keyRequired()) {
      return Caller.ANONYMOUS;
    }
    throw GatewayException.of(
        ErrorKind.AUTH,
        presented == null
            ? "no API key was sent; send it as \"Authorization: Bearer KEY\" or \"x-api-key: KEY\""
            : "the API key is not valid for this gateway");
  }

  private @Nullable Caller lookUp(KnownKeys keys, String presented) {
    Fingerprint fingerprint = KeyText.fingerprintOf(presented);
    KnownKey key = keys.key(fingerprint.keyId());
    KnownText text = key == null ? null : matching(key, fingerprint.sha256());
    if (key == null || text == null) {
      return null;
    }
    // A key that is out of order is refused even where none is asked for: it is somebody's key,
    // and whoever withdrew it meant to stop its holder.
    GatewayError refusal = KeyJudge.refusal(key, text, clock.instant());
    if (refusal != null) {
      throw new GatewayException(refusal);
    }
    return key.caller();
  }

  private static @Nullable KnownText matching(KnownKey key, String sha256) {
    byte[] digest = sha256.getBytes(StandardCharsets.US_ASCII);
    KnownText matching = null;
    for (KnownText text : key.texts()) {
      if (MessageDigest.isEqual(text.digest(), digest)) {
        matching = text;
      }
    }
    return matching;
  }
}
