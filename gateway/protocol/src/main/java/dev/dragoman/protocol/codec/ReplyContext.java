package dev.dragoman.protocol.codec;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an answer's encoder needs beside the answer.
 *
 * @param requestId the gateway's id of the exchange, letters and digits, random; ids that an
 *     upstream did not give are made of it
 * @param model the name to show, null for the served one
 * @param created when the exchange began
 * @param estimatedInputTokens put where a protocol wants input tokens before the upstream says them
 * @param includeUsage whether the client asked for usage in the stream
 */
public record ReplyContext(
    String requestId,
    @Nullable String model,
    Instant created,
    long estimatedInputTokens,
    boolean includeUsage) {}
