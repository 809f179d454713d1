package dev.dragoman.conformance.matrix;

import java.net.URI;
import java.util.Locale;

/** The clients of the table. */
enum Client {
  ANTHROPIC("Anthropic Messages", "anthropic-java") {
    @Override
    Caller connect(URI gateway, String key) {
      return new AnthropicCaller(gateway, key);
    }

    @Override
    String question(String model) {
      return """
      {"model": "%s", "max_tokens": 4096, "messages": [{"role": "user", "content": "Hello."}]}
      """
          .formatted(model);
    }
  },
  CHAT("OpenAI Chat Completions", "openai-java") {
    @Override
    Caller connect(URI gateway, String key) {
      return new ChatCaller(gateway, key);
    }

    @Override
    String question(String model) {
      return """
      {"model": "%s", "messages": [{"role": "user", "content": "Hello."}]}
      """
          .formatted(model);
    }
  },
  RESPONSES("OpenAI Responses", "openai-java") {
    @Override
    Caller connect(URI gateway, String key) {
      return new ResponsesCaller(gateway, key);
    }

    @Override
    String question(String model) {
      return """
      {"model": "%s", "store": false, "input": [{"type": "message", "role": "user", "content": "Hello."}]}
      """
          .formatted(model);
    }
  },
  GEMINI("Gemini", "google-genai") {
    @Override
    Caller connect(URI gateway, String key) {
      return new GeminiCaller(gateway, key);
    }

    @Override
    String question(String model) {
      return """
      {"model": "%s", "contents": [{"role": "user", "parts": [{"text": "Hello."}]}]}
      """
          .formatted(model);
    }
  };

  private final String title;
  private final String sdk;

  Client(String title, String sdk) {
    this.title = title;
    this.sdk = sdk;
  }

  abstract Caller connect(URI gateway, String key);

  /** The plainest request, as JSON; features are merged into it. */
  abstract String question(String model);

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  String sdk() {
    return sdk;
  }
}
