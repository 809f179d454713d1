package dev.dragoman.conformance.gateway;

import dev.dragoman.testkit.GoogleKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a directory of manifests, one file for each object. */
public final class Manifests {
  public static final String PROJECT = "acme-prod";
  public static final String LOCATION = "europe-west4";

  private final Path directory;

  private Manifests(Path directory) {
    this.directory = directory;
  }

  /** Manifests in {@code directory}, with a gateway that may call upstreams on loopback. */
  public static Manifests in(Path directory) {
    return new Manifests(directory)
        .file(
            "gateway.yaml",
            """
            apiVersion: dragoman.dev/v1alpha1
            kind: LlmGateway
            metadata: {name: main}
            spec:
              upstreamCidrs: ["127.0.0.0/8"]
            """);
  }

  public Path directory() {
    return directory;
  }

  /** A Secret with one value under {@code api-key}. */
  public Manifests secret(String name, String value) {
    return file(
        "secret-" + name + ".yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s}
        stringData:
          api-key: "%s"
        """
            .formatted(name, value));
  }

  /** A provider that answers at {@code baseUrl} to the key in the Secret of its own name. */
  public Manifests provider(String name, String protocol, URI baseUrl) {
    return file(
        "provider-" + name + ".yaml",
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmProvider
        metadata: {name: %s}
        spec:
          protocol: %s
          baseUrl: %s
          allowInsecure: true
          auth: {type: SecretKey, secretRef: {name: %s, key: api-key}}
        """
            .formatted(name, protocol, baseUrl, name));
  }

  /** Bedrock at {@code endpoint}, to whom requests are signed with an access key. */
  public Manifests bedrock(String name, URI endpoint, String accessKeyId, String secretKey) {
    return file(
        "bedrock-" + name + ".yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: %1$s}
        stringData:
          aws_access_key_id: "%3$s"
          aws_secret_access_key: "%4$s"
        ---
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmProvider
        metadata: {name: %1$s}
        spec:
          protocol: BedrockConverse
          aws: {region: eu-west-1, endpoint: "%2$s"}
          allowInsecure: true
          auth: {type: AwsStatic, secretRef: {name: %1$s}}
        """
            .formatted(name, endpoint, accessKeyId, secretKey));
  }

  /**
   * Vertex AI at {@code baseUrl} in {@link #PROJECT} and {@link #LOCATION}, with the key of a
   * service account whose tokens are given at {@code tokens}.
   */
  public Manifests vertex(String name, URI baseUrl, URI tokens) {
    return file(
        "vertex-" + name + ".yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: %1$s-key}
        stringData:
          key.json: |
            %3$s
        ---
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmProvider
        metadata: {name: %1$s}
        spec:
          protocol: Gemini
          dialect: Vertex
          baseUrl: %2$s
          allowInsecure: true
          gcp: {project: %4$s, location: %5$s}
          auth: {type: GcpKey, secretRef: {name: %1$s-key}}
        """
            .formatted(
                name,
                baseUrl,
                GoogleKey.file(tokens + "/token").replace("\n", " "),
                PROJECT,
                LOCATION));
  }

  /** A route from one public name to a model of a provider. */
  public Manifests route(String publicModel, String provider, String model) {
    return route(publicModel, provider, model, "{}");
  }

  /** A route with timeouts, as YAML. */
  public Manifests route(String publicModel, String provider, String model, String timeouts) {
    return file(
        "route-" + publicModel + ".yaml",
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmRoute
        metadata: {name: %s}
        spec:
          parentRefs: [{name: main}]
          models: ["%s"]
          backends:
          - {name: only, providerRef: {name: %s}, model: %s}
          timeouts: %s
        """
            .formatted(publicModel, publicModel, provider, model, timeouts));
  }

  /** A key whose text stands in the Secret of its own name and that may call everything. */
  public Manifests key(String name) {
    return file(
        "key-" + name + ".yaml",
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: ApiKey
        metadata: {name: %s}
        spec:
          gatewayRef: {name: main}
          material: {type: FromSecret, secretRef: {name: %s, key: api-key}}
          routes: [{name: "*"}]
          models: ["*"]
        """
            .formatted(name, name));
  }

  /** Any file. */
  public Manifests file(String name, String text) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
