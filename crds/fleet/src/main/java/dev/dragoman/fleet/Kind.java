package dev.dragoman.fleet;

/** The kinds of objects. */
public enum Kind {
  LlmGateway,
  LlmProvider,
  LlmRoute,
  ApiKey,
  LlmQuota
}
