package dev.dragoman.gateway.auth;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.ModelPattern;
import dev.dragoman.contract.NamespacesEntry;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking.
 *
 * @param key null when the gateway asks for none and none was known
 */
public record Caller(@Nullable KeyEntry key) {
  public static final Caller ANONYMOUS = new Caller(null);

  /** The public id for logs, {@code anonymous} without a key. */
  public String id() {
    return key == null ? "anonymous" : key.keyId();
  }

  /**
   * Whether the caller may call the route by the public name {@code model}: its key covers both,
   * and the route consents to the namespace of the key.
   *
   * @param consent of the route
   */
  public boolean mayCall(String route, NamespacesEntry consent, String model) {
    return key == null
        || (key.routes().stream().anyMatch(allowed -> allowed.equals("*") || allowed.equals(route))
            && key.models().stream().anyMatch(pattern -> ModelPattern.of(pattern).matches(model))
            && consent.allow(key.namespace()));
  }
}
