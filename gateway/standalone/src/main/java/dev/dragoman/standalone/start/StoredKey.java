package dev.dragoman.standalone.start;

/**
 * A key as it is kept.
 *
 * @param name whose key it is: {@code namespace/name} of a manifest, or {@link #ENVIRONMENT}
 * @param keyId public id
 * @param digest SHA-256 of the key's text, lower-case hex
 */
public record StoredKey(String name, String keyId, String digest) {
  /** Name of the key of a start without a directory. */
  public static final String ENVIRONMENT = "environment";
}
