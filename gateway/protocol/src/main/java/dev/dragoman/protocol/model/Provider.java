package dev.dragoman.protocol.model;

/**
 * The vendor that owns an opaque value (a signature, a file id). Values never cross vendors.
 *
 * @param name lower-case vendor name, such as {@code anthropic}
 */
public record Provider(String name) {
  /** Claude, wherever it runs: Anthropic and Bedrock accept each other's signatures. */
  public static final Provider ANTHROPIC = new Provider("anthropic");

  /** Google's models on the Gemini API, which sign parts of their turns. */
  public static final Provider GEMINI = new Provider("gemini");

  /** What OpenRouter gives of the thinking of all models behind it. */
  public static final Provider OPENROUTER = new Provider("openrouter");

  /** Of servers that sign nothing: the state is the text, and its value a digest of it. */
  public static final Provider TEXT = new Provider("text");

  /** The gateway itself, which seals what a client's protocol has no place for. */
  public static final Provider GATEWAY = new Provider("gateway");
}
