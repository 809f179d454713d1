package dev.dragoman.resources.provider;

/** A known way to deviate from a protocol. */
public enum Dialect {
  Standard,
  Azure,
  Vertex,
  DeepSeek,
  VLLM,
  OpenRouter,
  GenericStrict
}
