package dev.dragoman.store.usage;

/**
 * Tokens by the classes that prices tell apart.
 *
 * @param input input that no cache was part of
 * @param cacheRead input read from a cache
 * @param cacheWrite input written to a cache, for its usual lifetime
 * @param cacheWrite1h input written to a cache for an hour
 * @param output output with reasoning
 * @param reasoning the part of the output that was reasoning
 * @param audioInput the part of {@code input} that was sound
 * @param audioOutput the part of the output that was sound
 */
public record TokenUsage(
    long input,
    long cacheRead,
    long cacheWrite,
    long cacheWrite1h,
    long output,
    long reasoning,
    long audioInput,
    long audioOutput) {
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0, 0, 0, 0);

  /** Input and output alone. */
  public static TokenUsage of(long input, long output) {
    return new TokenUsage(input, 0, 0, 0, output, 0, 0, 0);
  }

  /** Both together. */
  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        input + other.input,
        cacheRead + other.cacheRead,
        cacheWrite + other.cacheWrite,
        cacheWrite1h + other.cacheWrite1h,
        output + other.output,
        reasoning + other.reasoning,
        audioInput + other.audioInput,
        audioOutput + other.audioOutput);
  }

  /** All input. */
  public long inputTotal() {
    return input + cacheRead + cacheWrite + cacheWrite1h;
  }

  /** What a budget in tokens counts. */
  public long total() {
    return inputTotal() + output;
  }
}
