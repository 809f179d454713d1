package dev.dragoman.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The manifests that a measured gateway serves: for each protocol that the upstream speaks, one
 * provider whose answers are whole and one whose answers are streams, each behind a route.
 */
final class GatewayDirectory {
  /** Public model names, which are also the routes' and providers' names. */
  static final String OPENAI_WHOLE = "openai-whole";

  static final String OPENAI_STREAM = "openai-stream";
  static final String ANTHROPIC_WHOLE = "anthropic-whole";
  static final String ANTHROPIC_STREAM = "anthropic-stream";

  /** The caller's key: opens loopback servers with invented answers, for minutes. */
  static final String KEY = "a-key-for-measuring-on-loopback-only";

  private GatewayDirectory() {}

  /** Where the gateway keeps usage: each request is charged and recorded in any of them. */
  enum Store {
    /** What a pod has that is told of no other. */
    MEMORY("Memory"),
    /** What {@code dragoman run} has that is told of no other. */
    SQLITE("Sqlite");

    private final String type;

    Store(String type) {
      this.type = type;
    }
  }

  /** Fills {@code directory}, which exists and is empty. */
  static void write(Path directory, UpstreamAddress upstream, Store store) throws IOException {
    caller(directory, store);
    String gpt = upstream.workload().openAiModel();
    String claude = upstream.workload().anthropicModel();
    route(directory, OPENAI_WHOLE, "OpenAIChat", upstream.openAi(), gpt);
    route(directory, OPENAI_STREAM, "OpenAIChat", upstream.openAiStream(), gpt);
    route(directory, ANTHROPIC_WHOLE, "AnthropicMessages", upstream.anthropic(), claude);
    route(directory, ANTHROPIC_STREAM, "AnthropicMessages", upstream.anthropicStream(), claude);
  }

  private static void caller(Path directory, Store store) throws IOException {
    Files.writeString(
        directory.resolve("caller.yaml"),
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmGateway
        metadata: {name: main}
        spec:
          upstreamCidrs: ["127.0.0.0/8"]
          store: {type: %s}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: caller}
        stringData: {key: %s}
        ---
        apiVersion: dragoman.dev/v1alpha1
        kind: ApiKey
        metadata: {name: caller}
        spec:
          gatewayRef: {name: main}
          material: {type: FromSecret, secretRef: {name: caller, key: key}}
          routes: [{name: "*"}]
          models: ["*"]
        """
            .formatted(store.type, KEY));
  }

  private static void route(
      Path directory, String name, String protocol, String baseUrl, String model)
      throws IOException {
    Files.writeString(
        directory.resolve(name + ".yaml"),
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmProvider
        metadata: {name: %1$s}
        spec:
          protocol: %2$s
          baseUrl: %3$s
          allowInsecure: true
          auth: {type: None}
        ---
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmRoute
        metadata: {name: %1$s}
        spec:
          parentRefs: [{name: main}]
          models: [%1$s]
          backends: [{name: only, providerRef: {name: %1$s}, model: %4$s}]
        """
            .formatted(name, protocol, baseUrl, model));
  }
}
