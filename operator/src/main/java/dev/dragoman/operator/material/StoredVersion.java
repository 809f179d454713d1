package dev.dragoman.operator.material;

import dev.dragoman.contract.DigestEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One text of a key, without the text.
 *
 * @param sha256 of the text, lower-case hex
 * @param notAfter first moment at which it is not honoured any more; null for the current one
 */
public record StoredVersion(String sha256, Instant createdAt, @Nullable Instant notAfter) {
  private static final int ID_LENGTH = 12;

  /** For people: tells versions apart. */
  public String id() {
    return sha256.substring(0, ID_LENGTH);
  }

  /** The same text, honoured until {@code end} at the latest. */
  StoredVersion until(Instant end) {
    return notAfter != null && notAfter.isBefore(end)
        ? this
        : new StoredVersion(sha256, createdAt, end);
  }

  boolean isOver(Instant now) {
    return notAfter != null && !now.isBefore(notAfter);
  }

  DigestEntry entry() {
    return new DigestEntry(sha256, null, notAfter);
  }
}
