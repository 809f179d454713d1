package dev.dragoman.resources.provider;

/** How a model's thoughts are handed back to it. */
public enum ReasoningState {
  None,
  Anthropic,
  Gemini,
  Encrypted,
  Text
}
