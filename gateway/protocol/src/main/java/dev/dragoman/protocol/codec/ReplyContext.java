package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.wire.WireRequest;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an answer's encoder needs beside the answer.
 *
 * @param requestId the gateway's id of the exchange, letters and digits, random; ids that an
 *     upstream did not give are made of it
 * @param model the name to show, null for the served one
 * @param created when the exchange began
 * @param estimatedInputTokens put where a protocol wants input tokens and the upstream has not said
 *     them; counted when asked for, since it reads the whole request
 * @param includeUsage whether the client asked for usage in the stream
 * @param showsReasoning whether the client asked for what the model thinks
 * @param asked the request as the client sent it, for protocols whose answers repeat it; null where
 *     it is not at hand
 */
public record ReplyContext(
    String requestId,
    @Nullable String model,
    Instant created,
    LongSupplier estimatedInputTokens,
    boolean includeUsage,
    boolean showsReasoning,
    @Nullable WireRequest asked) {
  /** Of an answer that repeats nothing of the request. */
  public ReplyContext(
      String requestId,
      @Nullable String model,
      Instant created,
      LongSupplier estimatedInputTokens,
      boolean includeUsage,
      boolean showsReasoning) {
    this(requestId, model, created, estimatedInputTokens, includeUsage, showsReasoning, null);
  }

  /** Of an answer whose reasoning may be shown. */
  public ReplyContext(
      String requestId,
      @Nullable String model,
      Instant created,
      LongSupplier estimatedInputTokens,
      boolean includeUsage) {
    this(requestId, model, created, estimatedInputTokens, includeUsage, true);
  }
}
