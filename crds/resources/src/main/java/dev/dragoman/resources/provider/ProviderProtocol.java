package dev.dragoman.resources.provider;

/** A wire format that upstreams speak. */
public enum ProviderProtocol {
  OpenAIChat,
  OpenAIResponses,
  AnthropicMessages,
  Gemini,
  BedrockConverse,
  Simulated
}
