package dev.dragoman.operator.envelope;

import java.time.Instant;

/**
 * One key.
 *
 * @param kid names it in what it signed; says nothing of the key
 * @param since when it was made
 * @param secret 256 bits in base64, see {@link #toString}
 */
public record EnvelopeKey(String kid, Instant since, String secret) {
  /** Without the key. */
  @Override
  public String toString() {
    return "EnvelopeKey[" + kid + ", " + since + "]";
  }
}
