package dev.dragoman.contract;

/** Client interfaces that a gateway can serve, by the names that manifests use. */
public enum ApiName {
  OpenAIChat,
  OpenAIResponses,
  AnthropicMessages,
  Gemini,
  Embeddings
}
