package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.conformance.judge.GeminiJudge;
import dev.dragoman.conformance.judge.Judge;
import dev.dragoman.conformance.judge.Verdict;
import dev.dragoman.conformance.judge.VertexJudge;
import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.GeminiWire;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.ResponsesWire;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedUpstream.Guard;
import dev.dragoman.testkit.UpstreamWire;
import dev.dragoman.testkit.VertexGuard;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The upstreams that a route can lead to. */
enum UpstreamKind {
  ANTHROPIC("AnthropicMessages", "claude-sonnet-4-5") {
    @Override
    UpstreamWire wire() {
      return new AnthropicWire();
    }

    @Override
    URI baseUrl(URI server) {
      return server;
    }

    @Override
    Verdict judged(ScriptedExchange exchange) {
      return "2023-06-01".equals(exchange.headers().first("anthropic-version"))
          ? Judge.ANTHROPIC_2023_REQUEST.judge(exchange.body())
          : Judge.ANTHROPIC_REQUEST.judge(exchange.body());
    }

    @Override
    @Nullable String credential(ScriptedExchange exchange) {
      return exchange.headers().first("x-api-key");
    }
  },
  OPENAI("OpenAIChat", "gpt-4.1-mini") {
    @Override
    UpstreamWire wire() {
      return new OpenAiWire();
    }

    @Override
    URI baseUrl(URI server) {
      return server.resolve("/v1");
    }

    @Override
    Verdict judged(ScriptedExchange exchange) {
      return Judge.OPENAI_REQUEST.judge(exchange.body());
    }

    @Override
    @Nullable String credential(ScriptedExchange exchange) {
      String value = exchange.headers().first("authorization");
      return value == null ? null : value.replaceFirst("^Bearer ", "");
    }
  },
  GEMINI("Gemini", "gemini-3-flash-preview") {
    @Override
    UpstreamWire wire() {
      return new GeminiWire();
    }

    @Override
    URI baseUrl(URI server) {
      return server;
    }

    @Override
    Verdict judged(ScriptedExchange exchange) {
      return GeminiJudge.request(exchange.body());
    }

    // The model and the method stand in the address; a stream is another method.
    @Override
    boolean isAskedAt(String target) {
      String model = wire().path() + model();
      return target.equals(model + ":generateContent")
          || target.equals(model + ":streamGenerateContent?alt=sse");
    }

    @Override
    @Nullable String credential(ScriptedExchange exchange) {
      return exchange.headers().first("x-goog-api-key");
    }
  },
  VERTEX("Gemini", "gemini-2.5-flash") {
    @Override
    UpstreamWire wire() {
      return GeminiWire.ofVertex(Manifests.PROJECT, Manifests.LOCATION);
    }

    @Override
    URI baseUrl(URI server) {
      return server;
    }

    @Override
    void describe(Manifests manifests, String name, URI baseUrl, URI tokens) {
      manifests.vertex(name, baseUrl, tokens);
    }

    @Override
    Guard guard() {
      return new VertexGuard(Manifests.PROJECT, Manifests.LOCATION, providerKey());
    }

    @Override
    Verdict judged(ScriptedExchange exchange) {
      return VertexJudge.request(exchange.body());
    }

    @Override
    boolean isAskedAt(String target) {
      String model = wire().path() + model();
      return target.equals(model + ":generateContent")
          || target.equals(model + ":streamGenerateContent?alt=sse");
    }

    @Override
    @Nullable String credential(ScriptedExchange exchange) {
      return OPENAI.credential(exchange);
    }
  },
  RESPONSES("OpenAIResponses", "gpt-4.1-nano") {
    @Override
    UpstreamWire wire() {
      return new ResponsesWire();
    }

    @Override
    URI baseUrl(URI server) {
      return server.resolve("/v1");
    }

    @Override
    Verdict judged(ScriptedExchange exchange) {
      return Judge.RESPONSES_REQUEST.judge(exchange.body());
    }

    @Override
    @Nullable String credential(ScriptedExchange exchange) {
      return OPENAI.credential(exchange);
    }
  };

  private static final List<String> CREDENTIAL_HEADERS =
      List.of("authorization", "x-api-key", "api-key", "x-goog-api-key");

  private final String protocol;
  private final String model;

  UpstreamKind(String protocol, String model) {
    this.protocol = protocol;
    this.model = model;
  }

  /** How this upstream spells its answers. */
  abstract UpstreamWire wire();

  /** Base URL as the vendor's SDK takes it. */
  abstract URI baseUrl(URI server);

  /**
   * Writes the provider and its Secret.
   *
   * @param tokens where tokens are given, which are {@link #providerKey}
   */
  void describe(Manifests manifests, String name, URI baseUrl, URI tokens) {
    manifests.secret(name, providerKey()).provider(name, protocol, baseUrl);
  }

  /** What this upstream refuses by itself. */
  Guard guard() {
    return exchange -> null;
  }

  /** What the vendor's SDK says of a request for a generation that this upstream gets. */
  abstract Verdict judged(ScriptedExchange exchange);

  /** Whether a generation of this upstream's model is asked for at {@code target}. */
  boolean isAskedAt(String target) {
    return target.equals(wire().path());
  }

  /** The credential that this upstream would read. */
  abstract @Nullable String credential(ScriptedExchange exchange);

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The protocol's name in manifests. */
  String protocol() {
    return protocol;
  }

  /** The upstream's own name of its model. */
  String model() {
    return model;
  }

  /** The name by which clients reach the model. */
  String publicModel() {
    return "house-" + id();
  }

  String providerKey() {
    return "provider-key-of-" + id() + "-9Zt4LmW1";
  }

  /** Asserts that a generation was asked for as this upstream wants it, by whom it trusts. */
  void accepts(ScriptedExchange exchange) {
    assertThat(exchange.method()).isEqualTo("POST");
    assertThat(exchange.target()).matches(this::isAskedAt, "where a generation is asked for");
    judged(exchange).orFail("the upstream request", exchange.body());
    assertThat(credential(exchange)).isEqualTo(providerKey());
    assertThat(
            CREDENTIAL_HEADERS.stream()
                .flatMap(name -> exchange.headers().all(name).stream())
                .toList())
        .as("one credential, the provider's")
        .hasSize(1);
    assertThat(exchange.headers().toString()).doesNotContain(Playground.CLIENT_KEY);
    assertThat(exchange.headers().fields().keySet())
        .noneMatch(name -> name.startsWith("x-dragoman-") || name.startsWith("x-forwarded-"));
  }
}
