package dev.dragoman.resources.values;

/** A protocol that clients speak. */
public enum Api {
  OpenAIChat,
  OpenAIResponses,
  AnthropicMessages,
  Gemini,
  Embeddings
}
