package dev.dragoman.conformance;

import dev.dragoman.conformance.client.AnthropicClientUnderTest;
import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.OpenAiClientUnderTest;
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
  };

  private final String path;
  private final String idPrefix;

  ClientKind(String path, String idPrefix) {
    this.path = path;
    this.idPrefix = idPrefix;
  }

  /** The SDK, with a key. */
  abstract ClientUnderTest connect(URI gateway, String key);

  /** Where a generation is asked for. */
  String path() {
    return path;
  }

  /** How ids of answers begin. */
  String idPrefix() {
    return idPrefix;
  }

  /** A request that both protocols spell alike. */
  String request(String model, boolean stream) {
    return "{\"model\":\"%s\",\"max_tokens\":64,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello.\"}]}"
        .formatted(model, stream);
  }
}
