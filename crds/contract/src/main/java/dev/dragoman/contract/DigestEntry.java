package dev.dragoman.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a key's text.
 *
 * @param sha256 of the whole text, lower-case hex
 * @param notBefore first moment at which it is valid, null for always
 * @param notAfter first moment at which it is not valid any more, null for never
 */
public record DigestEntry(String sha256, @Nullable Instant notBefore, @Nullable Instant notAfter) {
  /** A version that is valid as long as its key is. */
  public static DigestEntry of(String sha256) {
    return new DigestEntry(sha256, null, null);
  }

  public DigestEntry {
    Require.sha256(sha256, "sha256");
  }
}
