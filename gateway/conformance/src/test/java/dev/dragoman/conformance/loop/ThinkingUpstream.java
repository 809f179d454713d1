package dev.dragoman.conformance.loop;

import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.testkit.Scenario;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Where a conversation may be held. */
public enum ThinkingUpstream {
  ANTHROPIC("claude-sonnet-4-5", true) {
    @Override
    Spelling spelling() {
      return new MessagesSpelling();
    }

    @Override
    Manifests provider(Manifests manifests, URI server) {
      return manifests.provider(id(), "AnthropicMessages", server);
    }
  },
  BEDROCK("\"eu.anthropic.claude-sonnet-4-5-20250929-v1:0\"", true) {
    @Override
    Spelling spelling() {
      return new ConverseSpelling();
    }

    @Override
    Manifests provider(Manifests manifests, URI server) {
      return manifests.bedrock(id(), server, "AKIDEXAMPLE", "secret-of-the-loop");
    }
  },
  DEEPSEEK("deepseek-v4-pro", false) {
    @Override
    Spelling spelling() {
      return new ReasoningContentSpelling();
    }

    @Override
    Manifests provider(Manifests manifests, URI server) {
      return manifests.provider(id(), "OpenAIChat", server.resolve("/v1"));
    }
  },
  OPENAI("gpt-4.1-mini", false) {
    @Override
    Spelling spelling() {
      return new SilentSpelling();
    }

    @Override
    Manifests provider(Manifests manifests, URI server) {
      return manifests.provider(id(), "OpenAIChat", server.resolve("/v1"));
    }
  },
  GEMINI("gemini-3-flash-preview", false) {
    @Override
    Spelling spelling() {
      return new GeminiSpelling();
    }

    @Override
    Manifests provider(Manifests manifests, URI server) {
      return manifests.provider(id(), "Gemini", server);
    }
  };

  private final String model;
  private final boolean claude;

  ThinkingUpstream(String model, boolean claude) {
    this.model = model;
    this.claude = claude;
  }

  abstract Spelling spelling();

  abstract Manifests provider(Manifests manifests, URI server);

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name by which clients reach the model. */
  public String publicModel() {
    return "thinking-" + id();
  }

  /** The provider at {@code server}, its secret and a route to it. */
  public void describe(Manifests manifests, URI server) {
    provider(manifests.secret(id(), "provider-key-of-" + id()), server)
        .route(publicModel(), id(), model);
  }

  /** The answer of a turn. */
  public Scenario answer(Turn turn, boolean stream) {
    return stream ? spelling().stream(turn) : spelling().whole(turn);
  }

  /** What a request says of the thoughts of a turn that was held here. */
  public List<String> thoughts(Turn turn) {
    return spelling().thoughts(turn);
  }

  /**
   * Whether state that {@code maker} made is good here: signatures of Claude are, on all platforms
   * (platform.claude.com, Extended thinking).
   */
  public boolean reads(ThinkingUpstream maker) {
    return this == maker || (claude && maker.claude);
  }
}
