package dev.dragoman.conformance;

import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.Question;

/** Who asks and who answers. */
enum Pair {
  ANTHROPIC_TO_ANTHROPIC(ClientKind.ANTHROPIC, UpstreamKind.ANTHROPIC),
  ANTHROPIC_TO_OPENAI(ClientKind.ANTHROPIC, UpstreamKind.OPENAI),
  ANTHROPIC_TO_RESPONSES(ClientKind.ANTHROPIC, UpstreamKind.RESPONSES),
  OPENAI_TO_ANTHROPIC(ClientKind.OPENAI, UpstreamKind.ANTHROPIC),
  OPENAI_TO_OPENAI(ClientKind.OPENAI, UpstreamKind.OPENAI),
  ANTHROPIC_TO_GEMINI(ClientKind.ANTHROPIC, UpstreamKind.GEMINI),
  OPENAI_TO_GEMINI(ClientKind.OPENAI, UpstreamKind.GEMINI),
  OPENAI_TO_RESPONSES(ClientKind.OPENAI, UpstreamKind.RESPONSES),
  RESPONSES_TO_ANTHROPIC(ClientKind.RESPONSES, UpstreamKind.ANTHROPIC),
  RESPONSES_TO_OPENAI(ClientKind.RESPONSES, UpstreamKind.OPENAI),
  RESPONSES_TO_RESPONSES(ClientKind.RESPONSES, UpstreamKind.RESPONSES),
  RESPONSES_TO_GEMINI(ClientKind.RESPONSES, UpstreamKind.GEMINI),
  GEMINI_TO_ANTHROPIC(ClientKind.GEMINI, UpstreamKind.ANTHROPIC),
  GEMINI_TO_OPENAI(ClientKind.GEMINI, UpstreamKind.OPENAI),
  GEMINI_TO_RESPONSES(ClientKind.GEMINI, UpstreamKind.RESPONSES),
  GEMINI_TO_GEMINI(ClientKind.GEMINI, UpstreamKind.GEMINI),
  ANTHROPIC_TO_VERTEX(ClientKind.ANTHROPIC, UpstreamKind.VERTEX),
  OPENAI_TO_VERTEX(ClientKind.OPENAI, UpstreamKind.VERTEX),
  RESPONSES_TO_VERTEX(ClientKind.RESPONSES, UpstreamKind.VERTEX),
  GEMINI_TO_VERTEX(ClientKind.GEMINI, UpstreamKind.VERTEX);

  private final ClientKind client;
  private final UpstreamKind upstream;

  Pair(ClientKind client, UpstreamKind upstream) {
    this.client = client;
    this.upstream = upstream;
  }

  ClientKind client() {
    return client;
  }

  UpstreamKind upstream() {
    return upstream;
  }

  /** Whether client and upstream speak the same protocol. */
  boolean passesThrough() {
    return client.name().equals(upstream.name())
        || (client == ClientKind.GEMINI && upstream == UpstreamKind.VERTEX);
  }

  ClientUnderTest connect(Playground playground) {
    return client.connect(playground.gateway().clients(), Playground.CLIENT_KEY);
  }

  /** A question to the upstream of this pair. */
  Question question(String text) {
    return Question.of(upstream.publicModel(), text);
  }
}
