package dev.dragoman.operator;

/** Manifests of the smallest fleet that serves something. */
final class SmallFleet {
  static final String PROVIDER =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: simulated, namespace: $ns}
      spec: {protocol: Simulated, simulated: {tokenInterval: 1ms}}
      """;
  static final String KEY =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: ApiKey
      metadata: {name: me, namespace: $ns}
      spec: {gatewayRef: {name: main}, routes: [{name: "*"}], models: ["*"]}
      """;
  static final String ROUTE =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmRoute
      metadata: {name: hello, namespace: $ns}
      spec:
        parentRefs: [{name: main}]
        models: [hello]
        backends: [{name: only, providerRef: {name: simulated}}]
      """;

  private SmallFleet() {}

  static String gateway(int replicas) {
    return """
    apiVersion: dragoman.dev/v1alpha1
    kind: LlmGateway
    metadata: {name: main, namespace: $ns}
    spec: {replicas: %d}
    """
        .formatted(replicas);
  }

  /** A gateway, one provider, one route to it and one key. */
  static String of(int replicas) {
    return String.join("---\n", gateway(replicas), PROVIDER, KEY, ROUTE);
  }
}
