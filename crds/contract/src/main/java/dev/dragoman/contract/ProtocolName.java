package dev.dragoman.contract;

/**
 * Wire formats of upstreams, by the names that manifests use. A gateway may know fewer of them: its
 * compiler then reports the provider and leaves it out.
 */
public enum ProtocolName {
  /** OpenAI Chat Completions and every compatible server. */
  OpenAIChat,
  OpenAIResponses,
  AnthropicMessages,
  Gemini,
  BedrockConverse,
  /** The built-in upstream without a network. */
  Simulated
}
