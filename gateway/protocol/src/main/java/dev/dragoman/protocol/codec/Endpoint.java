package dev.dragoman.protocol.codec;

/**
 * A path that a protocol serves to clients.
 *
 * @param method HTTP method
 * @param path absolute path; {@value #MODEL} in it stands for the name of a model, which may hold
 *     slashes and colons
 */
public record Endpoint(String method, String path, Operation operation) {
  private static final String MODEL = "{model}";

  /** What a call to an endpoint does. */
  public enum Operation {
    GENERATE,
    COUNT_TOKENS,
    /** Makes vectors for texts. */
    EMBED,
    /** Passes to upstreams that speak as the client does, and to no others. */
    FORWARD
  }

  /** Whether the path names a model. */
  public boolean namesModel() {
    return path.contains(MODEL);
  }

  /** Whether {@code target}, a path without a query, is one of this endpoint's. */
  public boolean matches(String target) {
    int model = path.indexOf(MODEL);
    if (model < 0) {
      return path.equals(target);
    }
    int after = path.length() - model - MODEL.length();
    return target.length() > model + after
        && target.regionMatches(0, path, 0, model)
        && target.regionMatches(target.length() - after, path, model + MODEL.length(), after);
  }

  /** The path of a call about {@code model}. */
  public String at(String model) {
    return path.replace(MODEL, model);
  }
}
