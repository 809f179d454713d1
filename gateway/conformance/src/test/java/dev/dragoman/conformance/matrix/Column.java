package dev.dragoman.conformance.matrix;

import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.conformance.judge.Verdict;
import dev.dragoman.conformance.judge.VertexJudge;
import dev.dragoman.testkit.GeminiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream.Guard;
import dev.dragoman.testkit.UpstreamWire;
import dev.dragoman.testkit.VertexGuard;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The upstreams of the table, each with a model that does not think and one that does. */
enum Column {
  ANTHROPIC("Anthropic", Wire.ANTHROPIC, "claude-sonnet-4-5", "claude-sonnet-4-5") {
    @Override
    void describe(Manifests manifests, URI server) {
      manifests.provider(id(), "AnthropicMessages", server);
    }
  },
  BEDROCK(
      "AWS Bedrock",
      Wire.CONVERSE,
      "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
      "eu.anthropic.claude-sonnet-4-5-20250929-v1:0") {
    @Override
    void describe(Manifests manifests, URI server) {
      manifests.bedrock(id(), server, "AKIDEXAMPLE", "secret-of-the-table");
    }
  },
  OPENAI("OpenAI Chat", Wire.CHAT, "gpt-4.1-mini", "gpt-5.1") {
    @Override
    void describe(Manifests manifests, URI server) {
      manifests.provider(id(), "OpenAIChat", server.resolve("/v1"));
    }
  },
  RESPONSES("OpenAI Responses", Wire.RESPONSES, "gpt-4.1-mini", "gpt-5.1") {
    @Override
    void describe(Manifests manifests, URI server) {
      manifests.provider(id(), "OpenAIResponses", server.resolve("/v1"));
    }
  },
  AZURE("Azure OpenAI", Wire.CHAT, "gpt-4.1-mini", "gpt-5.1") {
    @Override
    void describe(Manifests manifests, URI server) {
      dialect(
          manifests,
          "Azure",
          server,
          """
            auth: {type: AzureKey, secretRef: {name: azure, key: api-key}}
          """);
    }
  },
  DEEPSEEK("DeepSeek", Wire.CHAT, "deepseek-v4-pro", "deepseek-v4-pro") {
    @Override
    void describe(Manifests manifests, URI server) {
      dialect(manifests, "DeepSeek", server, secretKey());
    }
  },
  COMPATIBLE("vLLM", Wire.CHAT, "qwen3-32b", "qwen3-32b") {
    @Override
    void describe(Manifests manifests, URI server) {
      dialect(manifests, "VLLM", server.resolve("/v1"), secretKey());
    }
  },
  GEMINI("Gemini", Wire.GEMINI, "gemini-2.5-flash", "gemini-3-flash-preview") {
    @Override
    void describe(Manifests manifests, URI server) {
      manifests.provider(id(), "Gemini", server);
    }
  },
  VERTEX("Vertex AI", Wire.GEMINI, "gemini-2.5-flash", "gemini-3-flash-preview") {
    @Override
    void describe(Manifests manifests, URI server) {
      throw new UnsupportedOperationException("its credential is no text in a Secret");
    }

    @Override
    void write(Manifests manifests, URI server, URI tokens) {
      manifests.vertex(id(), server, tokens);
      routes(manifests);
    }

    @Override
    UpstreamWire spelling() {
      return GeminiWire.ofVertex(Manifests.PROJECT, Manifests.LOCATION);
    }

    @Override
    Guard guard() {
      return new VertexGuard(Manifests.PROJECT, Manifests.LOCATION, TOKEN);
    }

    @Override
    Verdict judge(ScriptedExchange seen) {
      return VertexJudge.request(seen.body());
    }
  };

  /** What servers of tokens give. */
  static final String TOKEN = "token-of-the-table";

  private final String title;
  private final Wire wire;
  private final String plain;
  private final String thinking;

  Column(String title, Wire wire, String plain, String thinking) {
    this.title = title;
    this.wire = wire;
    this.plain = plain;
    this.thinking = thinking;
  }

  /** Writes the provider at {@code server}, whose Secret is there. */
  abstract void describe(Manifests manifests, URI server);

  String secretKey() {
    return "  auth: {type: SecretKey, secretRef: {name: %s, key: api-key}}\n".formatted(id());
  }

  void dialect(Manifests manifests, String dialect, URI baseUrl, String rest) {
    manifests.file(
        "provider-" + id() + ".yaml",
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmProvider
        metadata: {name: %s}
        spec:
          protocol: OpenAIChat
          dialect: %s
          baseUrl: %s
          allowInsecure: true
        """
                .formatted(id(), dialect, baseUrl)
            + rest);
  }

  /** What is wrong with a request; servers that only resemble OpenAI's have words of their own. */
  Verdict judge(ScriptedExchange seen) {
    return this == DEEPSEEK || this == COMPATIBLE ? new Verdict(List.of()) : wire.judge(seen);
  }

  /** Whether bytes of a client that speaks its protocol pass; DeepSeek's dialect has gaps. */
  boolean passes(Client client) {
    return this != DEEPSEEK && client.id().equals(wire.id());
  }

  /** Whether some bytes of a client that speaks its protocol do not pass. */
  boolean bends() {
    return this == VERTEX;
  }

  /** How its answers are spelled where its server does it otherwise than its protocol. */
  @Nullable UpstreamWire spelling() {
    return null;
  }

  /** What its server refuses by itself. */
  Guard guard() {
    return exchange -> null;
  }

  /**
   * All that leads to this upstream.
   *
   * @param tokens where {@link #TOKEN} is given
   */
  void write(Manifests manifests, URI server, URI tokens) {
    manifests.secret(id(), "provider-key-of-" + id());
    describe(manifests, server);
    routes(manifests);
  }

  void routes(Manifests manifests) {
    manifests
        .route(model(false), id(), "\"" + plain + "\"")
        .route(model(true), id(), "\"" + thinking + "\"");
  }

  byte[] whole(boolean thinks, ScriptedTurn turn) {
    UpstreamWire own = spelling();
    String model = upstreamModel(thinks);
    return own == null ? wire.whole(model, turn) : own.whole(model, turn);
  }

  Scenario stream(boolean thinks, ScriptedTurn turn) {
    UpstreamWire own = spelling();
    String model = upstreamModel(thinks);
    return own == null ? wire.stream(model, turn) : Scenario.stream(own.stream(model, turn));
  }

  /** The name by which clients reach the model. */
  String model(boolean thinks) {
    return id() + (thinks ? "-thinking" : "-plain");
  }

  /** The upstream's own name of it. */
  String upstreamModel(boolean thinks) {
    return thinks ? thinking : plain;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  Wire wire() {
    return wire;
  }
}
