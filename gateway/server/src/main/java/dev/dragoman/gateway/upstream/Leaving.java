package dev.dragoman.gateway.upstream;

/**
 * What is done with the call of a client that leaves before its answer is complete: by what the
 * upstream does, and bills, when it is hung up on.
 *
 * <pre>
 * upstream                            when it is hung up on        so
 * Anthropic, OpenAI, Azure, DeepSeek  stops, bills what was made   HANG_UP
 * servers that speak OpenAI's         stop                         HANG_UP
 * Bedrock, Gemini                     go on, bill the whole        DRAIN
 * Simulated                           counts what it has made      DRAIN
 * </pre>
 *
 * Source: OpenRouter, "Streaming", the providers whose streams can be cancelled and those that go
 * on and bill (https://openrouter.ai/docs/api-reference/streaming). Where hanging up ends the bill,
 * it is done at once and what passed is estimated: reading on would make the caller pay for what
 * nobody reads. Where it does not, the report at the end costs nothing to wait for, and is exact.
 */
public enum Leaving {
  /** The call is cancelled at once, and its usage estimated. */
  HANG_UP,
  /** The rest of the answer is read within bounds, for the report at its end. */
  DRAIN
}
