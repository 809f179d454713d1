package dev.dragoman.gateway.limit;

/**
 * Whom a bound belongs to.
 *
 * @param uid what its windows are kept by
 * @param name for messages, such as {@code team-a/ci}
 */
public record Subject(Kind kind, String uid, String name) {
  /** What can be bounded. */
  public enum Kind {
    KEY("API key"),
    QUOTA("quota"),
    ROUTE("route");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /** As in {@code API key "team-a/ci"}. */
  @Override
  public String toString() {
    return kind.word + " \"" + name + "\"";
  }
}
