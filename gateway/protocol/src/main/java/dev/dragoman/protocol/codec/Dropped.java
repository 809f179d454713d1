package dev.dragoman.protocol.codec;

/**
 * Something that the target's protocol could not carry.
 *
 * @param path field path in the client's terms, such as {@code thinking} or {@code seed}
 * @param loss which rule of losses applies
 * @param reason one sentence for the user who reads {@code x-dragoman-warnings}
 */
public record Dropped(String path, Loss loss, String reason) {
  /** What a loss means (protocols.md 1.2). */
  public enum Loss {
    /** The answer is the same in kind: hints, ids, clamped numbers. */
    ADVISORY,
    /** Signatures and other state of another provider. */
    OPAQUE_STATE,
    /** The answer may differ: refused, but on routes whose policy is lenient. */
    SEMANTIC
  }

  public static Dropped advisory(String path, String reason) {
    return new Dropped(path, Loss.ADVISORY, reason);
  }

  public static Dropped opaque(String path, String reason) {
    return new Dropped(path, Loss.OPAQUE_STATE, reason);
  }

  public static Dropped semantic(String path, String reason) {
    return new Dropped(path, Loss.SEMANTIC, reason);
  }
}
