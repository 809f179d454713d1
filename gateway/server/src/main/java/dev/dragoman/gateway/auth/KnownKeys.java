package dev.dragoman.gateway.auth;

import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.KeyEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port: the keys that may authenticate. */
public interface KnownKeys {
  /** Whether callers must present a key. */
  boolean keyRequired();

  /** The key of the public id, null when it is not known. */
  @Nullable KnownKey key(String keyId);

  /**
   * A key that may authenticate.
   *
   * @param texts the versions of its text
   */
  record KnownKey(Caller caller, KeyEntry entry, List<KnownText> texts) {
    public KnownKey {
      texts = List.copyOf(texts);
    }

    public static KnownKey of(KeyEntry entry) {
      return new KnownKey(
          Caller.of(entry), entry, entry.digests().stream().map(KnownText::of).toList());
    }
  }

  /**
   * One version of a key's text.
   *
   * @param digest ASCII bytes of the text's hex digest
   */
  record KnownText(byte[] digest, Validity validity) {
    static KnownText of(DigestEntry entry) {
      return new KnownText(
          entry.sha256().getBytes(StandardCharsets.US_ASCII),
          new Validity(entry.notBefore(), entry.notAfter()));
    }
  }

  /**
   * A span of time.
   *
   * @param from first moment inside, null for always
   * @param until first moment outside again, null for never
   */
  record Validity(@Nullable Instant from, @Nullable Instant until) {
    boolean isAhead(Instant now) {
      return from != null && now.isBefore(from);
    }

    boolean isOver(Instant now) {
      return until != null && !now.isBefore(until);
    }
  }
}
