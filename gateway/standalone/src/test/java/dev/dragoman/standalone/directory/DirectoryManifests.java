package dev.dragoman.standalone.directory;

import dev.dragoman.contract.RouteEntry;
import dev.dragoman.standalone.directory.DirectoryService.Reading;
import java.util.List;

/** Manifests of a small directory, and what is served of it. */
final class DirectoryManifests {
  /** The provider {@code sim}, which needs nothing else. */
  static final String PROVIDER =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: sim}
      spec: {protocol: Simulated, auth: {type: None}}
      """;

  private DirectoryManifests() {}

  /** The provider {@code sim} as a real one, and the Secret that it takes its key from. */
  static String providerWithSecret(String data) {
    return """
    apiVersion: dragoman.dev/v1alpha1
    kind: LlmProvider
    metadata: {name: sim}
    spec:
      protocol: OpenAIChat
      baseUrl: https://api.openai.com/v1
      auth: {type: SecretKey, secretRef: {name: s}}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: s}
    stringData: {%s}
    """
        .formatted(data);
  }

  /** A route to {@code sim} that is named like its model. */
  static String route(String model) {
    return route(model, model);
  }

  static String route(String name, String model) {
    return """
    apiVersion: dragoman.dev/v1alpha1
    kind: LlmRoute
    metadata: {name: %s}
    spec:
      parentRefs: [{name: main}]
      models: [%s]
      backends: [{name: only, providerRef: {name: sim}}]
    """
        .formatted(name, model);
  }

  /** The public models that are served, in order. */
  static List<String> models(Reading reading) {
    return reading.configuration().config().routes().stream()
        .map(RouteEntry::models)
        .flatMap(List::stream)
        .sorted()
        .toList();
  }
}
