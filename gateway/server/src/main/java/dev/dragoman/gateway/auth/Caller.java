package dev.dragoman.gateway.auth;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.ModelPattern;
import dev.dragoman.contract.NamespacesEntry;
import dev.dragoman.gateway.limit.Bound;
import dev.dragoman.gateway.limit.Bounds;
import dev.dragoman.gateway.limit.Subject;
import dev.dragoman.gateway.limit.Subject.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking.
 *
 * @param key null when the gateway asks for none and none was known
 * @param models the key's patterns of public names
 * @param bounds the key's own
 */
public record Caller(@Nullable KeyEntry key, List<ModelPattern> models, List<Bound> bounds) {
  public static final Caller ANONYMOUS = new Caller(null, List.of(), List.of());
  private static final String EVERY_ROUTE = "*";

  public Caller {
    models = List.copyOf(models);
    bounds = List.copyOf(bounds);
  }

  /** The caller that holds a key. */
  public static Caller of(KeyEntry key) {
    return new Caller(
        key,
        key.models().stream().map(ModelPattern::of).toList(),
        Bounds.of(new Subject(Kind.KEY, key.uid(), key.name()), key.spend()));
  }

  /** The public id for logs, {@code anonymous} without a key. */
  public String id() {
    return key == null ? "anonymous" : key.keyId();
  }

  /** Whose conversations the caller's are; nobody else finds what is kept of them. */
  public String tenant() {
    return key == null ? id() : key.uid();
  }

  /**
   * Whether the caller may call the route by the public name {@code model}: its key covers both,
   * and the route consents to the namespace of the key.
   *
   * @param consent of the route
   */
  public boolean mayCall(String route, NamespacesEntry consent, String model) {
    return key == null
        || ((key.routes().contains(route) || key.routes().contains(EVERY_ROUTE))
            && coversModel(model)
            && consent.allow(key.namespace()));
  }

  private boolean coversModel(String model) {
    for (ModelPattern pattern : models) {
      if (pattern.matches(model)) {
        return true;
      }
    }
    return false;
  }
}
