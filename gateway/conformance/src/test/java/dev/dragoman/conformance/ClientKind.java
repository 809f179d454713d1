package dev.dragoman.conformance;

import dev.dragoman.conformance.client.AnthropicClientUnderTest;
import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.GeminiClientUnderTest;
import dev.dragoman.conformance.client.OpenAiClientUnderTest;
import dev.dragoman.conformance.client.ResponsesClientUnderTest;
import java.net.URI;

/** The clients that the gateway serves. */
enum ClientKind {
  ANTHROPIC("/v1/messages", "msg_") {
    @Override
    ClientUnderTest connect(URI gateway, String key) {
      return new AnthropicClientUnderTest(gateway, key);
    }
  },
  OPENAI("/v1/chat/completions", "chatcmpl-") {
    @Override
    ClientUnderTest connect(URI gateway, String key) {
      return new OpenAiClientUnderTest(gateway, key);
    }
  },
  RESPONSES("/v1/responses", "resp_") {
    @Override
    ClientUnderTest connect(URI gateway, String key) {
      return new ResponsesClientUnderTest(gateway, key);
    }

    @Override
    String request(String model, boolean stream) {
      return "{\"model\":\"%s\",\"max_output_tokens\":64,\"stream\":%s,\"input\":\"Hello.\"}"
          .formatted(model, stream);
    }
  },
  GEMINI("/v1beta/models/", "") {
    @Override
    ClientUnderTest connect(URI gateway, String key) {
      return new GeminiClientUnderTest(gateway, key);
    }

    @Override
    String path(String model, boolean stream) {
      String method = stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
      return super.path(model, stream) + model + method;
    }

    @Override
    String request(String model, boolean stream) {
      return "{\"generationConfig\":{\"maxOutputTokens\":64},\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello.\"}]}]}";
    }
  };

  private final String path;
  private final String idPrefix;

  ClientKind(String path, String idPrefix) {
    this.path = path;
    this.idPrefix = idPrefix;
  }

  /** The SDK, with a key. */
  abstract ClientUnderTest connect(URI gateway, String key);

  /** Where a generation of {@code model} is asked for. */
  String path(String model, boolean stream) {
    return path;
  }

  /** How ids of answers begin. */
  String idPrefix() {
    return idPrefix;
  }

  /** A request; Anthropic's protocol and OpenAI's older one spell it alike. */
  String request(String model, boolean stream) {
    return "{\"model\":\"%s\",\"max_tokens\":64,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello.\"}]}"
        .formatted(model, stream);
  }
}
