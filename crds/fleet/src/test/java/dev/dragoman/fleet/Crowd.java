package dev.dragoman.fleet;

import java.util.function.IntPredicate;

/** Many small objects in one text. */
final class Crowd {
  private static final String FIXED =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmGateway
      metadata: {name: main, namespace: llm}
      spec: {allowedRoutes: {from: All}, allowedKeys: {from: All}}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: sim, namespace: llm}
      spec: {protocol: Simulated, allowedRoutes: {from: All}}
      """;

  private Crowd() {}

  /**
   * A gateway, a provider, and so many routes and keys; {@code broken} ones name what is not there.
   */
  static String of(int count, IntPredicate broken) {
    StringBuilder text = new StringBuilder(FIXED);
    for (int i = 0; i < count; i++) {
      text.append("---\n").append(route(i, broken.test(i) ? "nobody" : "sim"));
      text.append("---\n").append(key(i));
    }
    return text.toString();
  }

  static String route(int i, String provider) {
    return """
    apiVersion: dragoman.dev/v1alpha1
    kind: LlmRoute
    metadata: {name: r%1$d, namespace: ns%2$d, uid: r-%1$d, creationTimestamp: "2026-01-01T00:00:00Z"}
    spec:
      parentRefs: [{name: main, namespace: llm}]
      models: [model-%1$d, "family-%1$d-*"]
      backends: [{name: a, providerRef: {name: %3$s, namespace: llm}, weight: 3}]
    """
        .formatted(i, i % 100, provider);
  }

  private static String key(int i) {
    return """
    apiVersion: dragoman.dev/v1alpha1
    kind: ApiKey
    metadata: {name: k%1$d, namespace: ns%2$d, uid: k-%1$d}
    spec: {gatewayRef: {name: main, namespace: llm}, routes: [{name: r%1$d}], models: ["*"]}
    """
        .formatted(i, i % 100);
  }
}
