package dev.dragoman.contract;

import java.util.List;

/**
 * Whose objects are allowed.
 *
 * @param all whether every namespace is allowed
 * @param names the namespaces that are allowed otherwise, sorted
 */
public record NamespacesEntry(boolean all, List<String> names) {
  public static final NamespacesEntry ALL = new NamespacesEntry(true, List.of());

  public NamespacesEntry {
    names = names.stream().sorted().toList();
    Require.that(!all || names.isEmpty(), "where all are allowed no name is listed");
  }

  /** Only one namespace. */
  public static NamespacesEntry only(String namespace) {
    return new NamespacesEntry(false, List.of(namespace));
  }

  /** Whether objects of {@code namespace} are allowed. */
  public boolean allow(String namespace) {
    return all || names.contains(namespace);
  }
}
