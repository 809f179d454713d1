package dev.dragoman.contract;

/** Wire formats of upstreams, by the names that manifests use. */
public enum ProtocolName {
  /** OpenAI Chat Completions and every compatible server. */
  OpenAIChat,
  AnthropicMessages,
  /** The built-in upstream without a network. */
  Simulated
}
