package dev.dragoman.gateway.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Public ids of keys of which this process changed what the store counts, until the operator is
 * told: it reads the usage of those alone. Thread-safe.
 */
public final class TouchedKeys {
  /** Who uses more keys in half a minute has the others told when they are used again. */
  private static final int MOST = 100_000;

  private final Set<String> keyIds = ConcurrentHashMap.newKeySet();

  /** Something was counted for the key and written to the store. */
  public void touch(String keyId) {
    if (keyIds.size() < MOST) {
      keyIds.add(keyId);
    }
  }

  /** Takes at most {@code most} of those that are to be told. */
  public List<String> take(int most) {
    List<String> taken = new ArrayList<>();
    Iterator<String> all = keyIds.iterator();
    while (all.hasNext() && taken.size() < most) {
      taken.add(all.next());
      all.remove();
    }
    return taken;
  }

  /** These were taken and could not be told. */
  public void again(Collection<String> taken) {
    taken.forEach(this::touch);
  }
}
