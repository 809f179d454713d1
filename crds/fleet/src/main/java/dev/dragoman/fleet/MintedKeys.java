package dev.dragoman.fleet;

import org.jspecify.annotations.Nullable;

/** Port: the keys that were generated for ApiKeys. */
public interface MintedKeys {
  /** Nothing was generated. */
  MintedKeys NONE = _ -> null;

  /** The versions of the ApiKey's text, null while none was made. */
  @Nullable KeyVersions of(ObjectName apiKey);
}
