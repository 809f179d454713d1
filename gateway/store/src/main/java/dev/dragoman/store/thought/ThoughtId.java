package dev.dragoman.store.thought;

/**
 * Before which tool call something was thought.
 *
 * @param scope uid of the gateway
 * @param tenant whose conversation it is; nobody else's call of the same id finds it
 * @param callId as the client sees it
 */
public record ThoughtId(String scope, String tenant, String callId) {}
