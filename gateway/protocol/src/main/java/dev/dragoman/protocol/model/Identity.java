package dev.dragoman.protocol.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For whom the request is made, in the words of the client. */
public record Identity(
    @Nullable String endUserId,
    @Nullable String safetyId,
    Map<String, String> metadata,
    @Nullable String promptCacheKey) {
  public static final Identity NONE = new Identity(null, null, Map.of(), null);

  public Identity {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}
