package dev.dragoman.fleet;

import org.jspecify.annotations.Nullable;

/** Port: what is known of Secrets without their values. */
public interface Secrets {
  /** What was found. */
  enum Presence {
    FOUND,
    NO_SECRET,
    NO_KEY
  }

  /** Whether the value is there and not empty. */
  Presence look(ObjectName secret, String key);

  /** The digest of a key's text, null when the value is not there. */
  @Nullable KeyVersions digestOf(ObjectName secret, String key);

  /** A number that grows when a value changes; null where nobody counts, or without the Secret. */
  default @Nullable Long revisionOf(ObjectName secret) {
    return null;
  }
}
