package dev.dragoman.gateway.account;

import dev.dragoman.gateway.exchange.AttemptMeter;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.store.usage.TokenUsage;
import dev.dragoman.store.usage.UsageRecord.Basis;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one attempt and how they are known.
 *
 * <pre>
 * Usage           TokenUsage
 * inputUncached   input
 * cacheRead       cacheRead
 * cacheWrite      cacheWrite, without what was written for an hour
 * cacheWrite1h    cacheWrite1h
 * outputTotal     output
 * reasoning       reasoning, at most the output
 * audioIn         audioInput, at most the input
 * audioOut        audioOutput, at most the output
 * </pre>
 */
record MeteredTokens(TokenUsage tokens, Basis basis) {
  /** Beyond every model there is: an upstream that reports more is not believed. */
  private static final long MOST = 1_000_000_000L;

  private static final MeteredTokens NOTHING = new MeteredTokens(TokenUsage.NONE, Basis.report);

  static MeteredTokens of(AttemptMeter meter) {
    Usage usage = meter.usage();
    boolean told = usage.inputUncached() != null && usage.outputTotal() != null;
    if (meter.isComplete() && told) {
      return new MeteredTokens(tokens(usage, counted(usage.outputTotal())), Basis.report);
    }
    long passed = meter.outputEstimate();
    boolean reported = usage.inputUncached() != null || usage.outputTotal() != null;
    if (!reported && passed == 0 && !meter.isComplete() && !meter.isUnawaited()) {
      return NOTHING;
    }
    long output = Math.max(counted(usage.outputTotal()), passed);
    TokenUsage tokens =
        usage.inputUncached() == null
            ? TokenUsage.of(meter.inputEstimate(), output)
            : tokens(usage, output);
    return new MeteredTokens(tokens, Basis.estimate);
  }

  /** Whether there is nothing to charge. */
  boolean isNothing() {
    return tokens.total() == 0;
  }

  private static TokenUsage tokens(Usage usage, long output) {
    long input = counted(usage.inputUncached());
    long written = counted(usage.cacheWrite());
    long hour = Math.min(counted(usage.cacheWrite1h()), written);
    return new TokenUsage(
        input,
        counted(usage.cacheRead()),
        written - hour,
        hour,
        output,
        Math.min(counted(usage.reasoning()), output),
        Math.min(counted(usage.audioIn()), input),
        Math.min(counted(usage.audioOut()), output));
  }

  private static long counted(@Nullable Long tokens) {
    return tokens == null ? 0 : Math.clamp(tokens, 0, MOST);
  }
}
