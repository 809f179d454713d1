package dev.dragoman.gateway.auth;

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
   * @param digests ASCII bytes of the hex digests of the texts that are valid now
   */
  record KnownKey(Caller caller, List<byte[]> digests) {
    public KnownKey {
      digests = List.copyOf(digests);
    }
  }
}
