package dev.dragoman.standalone.start;

/**
 * A key as it is kept.
 *
 * @param name whose key it is: {@code namespace/name} of a manifest, or {@link #ENVIRONMENT}
 * @param keyId public id
 * @param digest SHA-256 of the key's text, lower-case hex
 * @param revoked whether this text opens nothing ever again
 */
public record StoredKey(String name, String keyId, String digest, boolean revoked) {
  /** Name of the key of a start without a directory. */
  public static final String ENVIRONMENT = "environment";

  /** A key that was made just now. */
  public static StoredKey of(String name, String keyId, String digest) {
    return new StoredKey(name, keyId, digest, false);
  }

  /** The same key, which opens nothing any more. */
  public StoredKey withdrawn() {
    return new StoredKey(name, keyId, digest, true);
  }
}
