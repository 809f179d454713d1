package dev.dragoman.gateway.auth;

import dev.dragoman.contract.KeyEntry;
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

  /** Whether the caller may call the route by the public name {@code model}. */
  public boolean mayCall(String route, String model) {
    return key == null
        || (key.routes().stream().anyMatch(allowed -> allowed.equals("*") || allowed.equals(route))
            && key.models().stream().anyMatch(pattern -> matches(pattern, model)));
  }

  private static boolean matches(String pattern, String model) {
    if (pattern.endsWith("*")) {
      return model.startsWith(pattern.substring(0, pattern.length() - 1));
    }
    return pattern.startsWith("*") ? model.endsWith(pattern.substring(1)) : pattern.equals(model);
  }
}
