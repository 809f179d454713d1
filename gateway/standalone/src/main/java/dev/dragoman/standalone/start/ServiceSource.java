package dev.dragoman.standalone.start;

import java.util.Map;
import java.util.SortedSet;

/** Something that says what to serve: a directory, or the environment. */
public interface ServiceSource {
  /** Names of the keys whose text nobody gave, so that they have to be minted. */
  SortedSet<String> keysToMint();

  /** What to serve, with the {@code minted} keys by name. */
  Plan plan(Map<String, StoredKey> minted);
}
