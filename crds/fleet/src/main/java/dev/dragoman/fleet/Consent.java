package dev.dragoman.fleet;

import dev.dragoman.contract.NamespacesEntry;
import dev.dragoman.resources.gateway.AllowedAmbient;
import dev.dragoman.resources.values.From;
import dev.dragoman.resources.values.LabelExpression;
import dev.dragoman.resources.values.NamespacesFrom;
import dev.dragoman.resources.values.Selector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * From which namespaces an object may be used: only the one that is referred to decides.
 *
 * @param all whether from every namespace
 * @param names the namespaces otherwise
 */
record Consent(boolean all, Set<String> names) {
  static final Consent ALL = new Consent(true, Set.of());
  static final Consent NOBODY = new Consent(false, Set.of());
  private static final String UNREADABLE = "namespace labels cannot be read by this operator";

  static Consent of(
      @Nullable NamespacesFrom from,
      String own,
      NamespaceLabels labels,
      Reading reading,
      String at) {
    From kind = from == null || from.from() == null ? From.Same : from.from();
    return switch (kind) {
      case Same -> new Consent(false, Set.of(own));
      case All -> ALL;
      case Selector -> selected(from == null ? null : from.selector(), labels, reading, at);
    };
  }

  static Consent ofAmbient(
      @Nullable AllowedAmbient from, String own, NamespaceLabels labels, Reading reading) {
    if (from == null || from.from() == null) {
      return new Consent(false, Set.of(own));
    }
    return switch (from.from()) {
      case None -> NOBODY;
      case Same -> new Consent(false, Set.of(own));
      case Selector -> selected(from.selector(), labels, reading, "spec.allowedAmbient.selector");
    };
  }

  private static Consent selected(
      @Nullable Selector selector, NamespaceLabels labels, Reading reading, String at) {
    Map<String, Map<String, String>> known = labels.known();
    if (known == null) {
      reading.unsupported(at, UNREADABLE);
      return NOBODY;
    }
    Set<String> names = new TreeSet<>();
    if (selector != null) {
      known.forEach((namespace, own) -> {
        if (matches(selector, own)) {
          names.add(namespace);
        }
      });
    }
    return new Consent(false, names);
  }

  private static boolean matches(Selector selector, Map<String, String> labels) {
    return selector.matchLabels().entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
        && selector.matchExpressions().stream().allMatch(wanted -> holds(wanted, labels));
  }

  private static boolean holds(LabelExpression wanted, Map<String, String> labels) {
    String value = labels.get(wanted.key());
    return switch (wanted.operator()) {
      case In -> value != null && wanted.values().contains(value);
      case NotIn -> value == null || !wanted.values().contains(value);
      case Exists -> value != null;
      case DoesNotExist -> value == null;
      case null -> false;
    };
  }

  boolean allows(String namespace) {
    return all || names.contains(namespace);
  }

  NamespacesEntry entry() {
    return all ? NamespacesEntry.ALL : new NamespacesEntry(false, List.copyOf(names));
  }
}
