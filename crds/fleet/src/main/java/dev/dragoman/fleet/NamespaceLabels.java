package dev.dragoman.fleet;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Labels of the namespaces that exist.
 *
 * @param known null where labels cannot be read; then no selector can be honoured
 */
public record NamespaceLabels(@Nullable Map<String, Map<String, String>> known) {
  public static final NamespaceLabels UNREADABLE = new NamespaceLabels(null);

  public NamespaceLabels {
    known = known == null ? null : new TreeMap<>(known);
  }
}
