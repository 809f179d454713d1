package dev.dragoman.operator.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Whom a token belongs to.
 *
 * @param podUid the pod that the token was made for, null when it is bound to none
 */
record Caller(String namespace, String serviceAccount, @Nullable String podUid) {
  /** Whether this may speak for the pod: a bound token speaks for its own only. */
  boolean mayBe(String pod) {
    return podUid == null || podUid.equals(pod);
  }
}
