package dev.dragoman.standalone.state;

import dev.dragoman.contract.KeyText;
import dev.dragoman.standalone.start.StoredKey;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the keys that are asked for and not kept yet, and keeps their digests. */
public final class KeyMint {
  private final StateDirectory directory;
  private final SecureRandom random;

  public KeyMint(StateDirectory directory, SecureRandom random) {
    this.directory = directory;
    this.random = random;
  }

  /**
   * The keys asked for.
   *
   * @param keys all of them by name, as they are kept
   * @param fresh texts of those that were made now, by name: shown once, then gone
   */
  public record Minted(SortedMap<String, StoredKey> keys, SortedMap<String, KeyText> fresh) {
    public Minted {
      keys = new TreeMap<>(keys);
      fresh = new TreeMap<>(fresh);
    }
  }

  /** The keys that are kept, by name. */
  public SortedMap<String, StoredKey> kept() {
    return directory.readKeys().keys();
  }

  /** Sees to it that the texts of these keys open nothing ever again, whatever is said later. */
  public void withdraw(Collection<String> names) {
    if (names.isEmpty()) {
      return;
    }
    KeyFile kept = directory.readKeys();
    SortedMap<String, StoredKey> withdrawn = new TreeMap<>();
    for (String name : names) {
      StoredKey key = kept.keys().get(name);
      if (key != null && !key.revoked()) {
        withdrawn.put(name, key.withdrawn());
      }
    }
    if (!withdrawn.isEmpty()) {
      directory.writeKeys(kept.with(withdrawn));
    }
  }

  /**
   * Finds or makes a key for each name; one that was revoked is made anew. New digests are on disk
   * when this returns, so that a key that was shown is a key that works after a restart.
   */
  public Minted keysFor(Collection<String> names) {
    SortedMap<String, StoredKey> keys = new TreeMap<>();
    SortedMap<String, StoredKey> made = new TreeMap<>();
    SortedMap<String, KeyText> fresh = new TreeMap<>();
    if (names.isEmpty()) {
      return new Minted(keys, fresh);
    }
    KeyFile kept = directory.readKeys();
    for (String name : names) {
      StoredKey known = kept.keys().get(name);
      if (known == null || known.revoked()) {
        KeyText text = KeyText.generate(random);
        known = StoredKey.of(name, text.keyId(), KeyText.digestOf(text.text()));
        made.put(name, known);
        fresh.put(name, text);
      }
      keys.put(name, known);
    }
    if (!made.isEmpty()) {
      directory.writeKeys(kept.with(made));
    }
    return new Minted(keys, fresh);
  }
}
