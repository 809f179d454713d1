package dev.dragoman.contract;

import java.util.List;

/**
 * What is refused at once, whatever the configuration in force says: a deny never waits for a
 * configuration that a process may reject. Everything is kept sorted.
 *
 * @param revision grows with each change
 * @param keyIds public ids of keys that were revoked, suspended or deleted
 * @param uids objects that are not served any more
 * @param withdrawn consents that ended
 */
public record Denials(
    long revision, List<String> keyIds, List<String> uids, List<Withdrawn> withdrawn) {
  public static final Denials NONE = new Denials(0, List.of(), List.of(), List.of());

  public Denials {
    Require.atLeast(0, revision, "revision");
    keyIds = keyIds.stream().distinct().sorted().toList();
    uids = uids.stream().distinct().sorted().toList();
    withdrawn = withdrawn.stream().distinct().sorted().toList();
  }

  /** Whether nothing is refused. */
  public boolean isEmpty() {
    return keyIds.isEmpty() && uids.isEmpty() && withdrawn.isEmpty();
  }

  /** The uid {@code from} may not use the uid {@code to} any more. */
  public record Withdrawn(String from, String to) implements Comparable<Withdrawn> {
    public Withdrawn {
      Require.text(from, "from");
      Require.text(to, "to");
    }

    @Override
    public int compareTo(Withdrawn other) {
      int first = from.compareTo(other.from);
      return first == 0 ? to.compareTo(other.to) : first;
    }
  }
}
