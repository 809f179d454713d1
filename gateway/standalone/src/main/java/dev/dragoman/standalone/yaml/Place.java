package dev.dragoman.standalone.yaml;

/**
 * Where a value stands.
 *
 * @param file name as the person wrote or would find it
 * @param line from 1
 * @param path fields from the document's root, such as {@code spec.models[0].name}; empty for the
 *     root
 */
public record Place(String file, int line, String path) {
  /** The problem that {@code reason} says of this place. */
  public Problem problem(String reason) {
    return new Problem(this, reason);
  }
}
