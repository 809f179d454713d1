package dev.dragoman.benchmarks;

import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * What a client of one protocol sends and looks for; just enough of it to put load on a program.
 */
enum Wire {
  OPENAI("/v1/chat/completions", "[DONE]", "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",") {
    @Override
    void authenticate(HttpHeaders headers, String key) {
      headers.set("authorization", "Bearer " + key);
    }
  },
  ANTHROPIC(
      "/v1/messages",
      "\"message_stop\"",
      "{\"model\":\"%s\",\"max_tokens\":512,\"messages\":[{\"role\":\"user\",") {
    @Override
    void authenticate(HttpHeaders headers, String key) {
      headers.set("x-api-key", key).set("anthropic-version", "2023-06-01");
    }
  };

  /** Size of every request body. */
  static final int BODY_BYTES = 1024;

  private static final String TEXT = "\"content\":\"";
  private static final String SENTENCE = "Say the same thing in other words, and mind the tone. ";

  private final String path;
  private final String last;
  private final String opening;

  Wire(String path, String last, String opening) {
    this.path = path;
    this.last = last;
    this.opening = opening;
  }

  abstract void authenticate(HttpHeaders headers, String key);

  String path() {
    return path;
  }

  /** Whether {@code data} is the event that ends a stream of this protocol. */
  boolean isLast(String data) {
    return data.contains(last);
  }

  /** A request of exactly {@link #BODY_BYTES} bytes. */
  byte[] body(String model, boolean stream) {
    String head = opening.formatted(model) + TEXT;
    String tail = stream ? "\"}],\"stream\":true}" : "\"}]}";
    int room = BODY_BYTES - head.length() - tail.length();
    String text = SENTENCE.repeat(room / SENTENCE.length() + 1).substring(0, room);
    return (head + text + tail).getBytes(StandardCharsets.US_ASCII);
  }
}
