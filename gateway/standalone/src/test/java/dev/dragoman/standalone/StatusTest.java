package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code dragoman status} on a real API server. */
@NeedsApiServer
class StatusTest {
  private static final String GATEWAY =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmGateway
      metadata: {name: main}
      spec: {}
      """;
  private static final String ROUTE =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmRoute
      metadata: {name: chat}
      spec:
        parentRefs: [{name: main}]
        models: [chat]
        backends: [{name: only, providerRef: {name: missing}}]
      """;

  @TempDir Path home;

  @BeforeAll
  static void install(ApiServer server) throws IOException {
    Path manifests = Path.of("..", "..", "crds", "manifests");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(manifests, "*.yaml")) {
      for (Path file : files) {
        server.install(Files.readString(file));
      }
    }
  }

  private Shell.Outcome status(ApiServer server, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "status";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return new Shell(home, Map.of("KUBECONFIG", server.kubeconfig().toString()))
        .run(gateway -> {}, arguments);
  }

  private static GenericKubernetesResource create(ApiServer server, String namespace, String yaml) {
    return server
        .client()
        .genericKubernetesResources("dragoman.dev/v1alpha1", kindOf(yaml))
        .inNamespace(namespace)
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .create();
  }

  private static String kindOf(String yaml) {
    return yaml.lines()
        .filter(line -> line.startsWith("kind: "))
        .findFirst()
        .orElseThrow()
        .substring("kind: ".length());
  }

  private static void say(ApiServer server, GenericKubernetesResource object, String status) {
    server
        .client()
        .resource(object)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":" + status + "}");
  }

  private static String condition(String type, String status, String reason, String message) {
    return """
    {"type":"%s","status":"%s","reason":"%s","message":"%s","observedGeneration":1,\
    "lastTransitionTime":"2026-01-02T03:04:05Z"}\
    """
        .formatted(type, status, reason, message);
  }

  @Test
  void whatNoOperatorHasLookedAtIsNotInForce(ApiServer server) {
    // Given
    String namespace = server.newNamespace();
    create(server, namespace, GATEWAY);

    // When
    Shell.Outcome outcome = status(server, "-n", namespace);

    // Then
    assertThat(outcome.out())
        .isEqualTo(
            """
            LlmGateway %s/main  NOT in force
              no operator has looked at it yet
            1 objects, 1 not in force
            """
                .formatted(namespace));
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void aGatewayNamesThePodsThatRunSomethingElse(ApiServer server) {
    // Given
    String namespace = server.newNamespace();
    GenericKubernetesResource gateway = create(server, namespace, GATEWAY);
    say(
        server,
        gateway,
        """
        {"observedGeneration":1,"conditions":[%s,%s],"config":{"generation":12},
         "rollout":{"summary":"2/3"},
         "laggards":[{"pod":"main-gateway-7","generation":11,"reason":"routes[a]: no backend"}]}
        """
            .formatted(
                condition("Programmed", "False", "Propagating", "2 of 3 pods run it"),
                condition("Ready", "False", "Propagating", "2 of 3 pods run it")));

    // When
    Shell.Outcome outcome = status(server, "-n", namespace);

    // Then
    assertThat(outcome.out())
        .contains("/main  NOT in force, generation 12, 2/3 pods\n")
        .contains("\n  Programmed=False Propagating: 2 of 3 pods run it\n")
        .contains("\n  pod main-gateway-7 runs generation 11: routes[a]: no backend\n")
        .doesNotContain("Ready=");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void whatIsInForceIsOneLineAndExitCodeZero(ApiServer server) {
    // Given
    String namespace = server.newNamespace();
    GenericKubernetesResource gateway = create(server, namespace, GATEWAY);
    String ready = condition("Ready", "True", "Ready", "in force");
    say(server, gateway, "{\"observedGeneration\":1,\"conditions\":[" + ready + "]}");

    // When
    Shell.Outcome outcome = status(server, "-n", namespace);

    // Then
    assertThat(outcome.out())
        .isEqualTo(
            "LlmGateway %s/main  in force\n1 objects, 0 not in force\n".formatted(namespace));
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void aStatusOfAnOlderGenerationIsNotBelieved(ApiServer server) {
    // Given
    String namespace = server.newNamespace();
    GenericKubernetesResource route = create(server, namespace, ROUTE);
    String ready = condition("Ready", "True", "Ready", "in force");
    say(server, route, "{\"observedGeneration\":1,\"conditions\":[" + ready + "]}");
    server
        .client()
        .resource(route)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"models\":[\"other\"]}}");

    // When
    Shell.Outcome outcome = status(server, "-n", namespace, "-o", "json");

    // Then
    JsonNode said = JsonMapper.shared().readTree(outcome.out());
    assertThat(said.get("inForce").asBoolean()).isFalse();
    assertThat(said.at("/objects/0/object").asString())
        .isEqualTo("LlmRoute " + namespace + "/chat");
    assertThat(said.at("/objects/0/generation").asInt()).isEqualTo(2);
    assertThat(said.at("/objects/0/conditions/0/type").asString()).isEqualTo("Ready");
    assertThat(status(server, "-n", namespace).out())
        .contains("edited since the operator looked: generation 1 is known, 2 is wanted");
  }

  private Path kubeconfigOf(ApiServer server, String token) throws IOException {
    Path kubeconfig = home.resolve("other");
    Files.writeString(
        kubeconfig,
        Files.readString(server.kubeconfig())
            .replaceAll("client-certificate: .*", "token: " + token)
            .replaceAll("(?m)^ *client-key: .*$", ""));
    return kubeconfig;
  }

  @Test
  void whoMayNotListIsToldWhat(ApiServer server) throws IOException {
    // Given: a ServiceAccount without a role
    String namespace = server.newNamespace();
    ServiceAccount nobody =
        new ServiceAccountBuilder().withNewMetadata().withName("nobody").endMetadata().build();
    server.client().serviceAccounts().inNamespace(namespace).resource(nobody).create();
    String token =
        server
            .client()
            .serviceAccounts()
            .inNamespace(namespace)
            .withName("nobody")
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();

    // When
    Shell.Outcome outcome = status(server, "--kubeconfig", kubeconfigOf(server, token).toString());

    // Then
    assertOneLine(outcome, "these credentials may not list llmgateways.dragoman.dev");
  }

  @Test
  void credentialsThatAreNotAcceptedAreNotShown(ApiServer server) throws IOException {
    // When
    Shell.Outcome outcome =
        status(server, "--kubeconfig", kubeconfigOf(server, "planted-secret").toString());

    // Then
    assertOneLine(outcome, "the cluster does not accept these credentials");
  }

  @Test
  void aClusterThatCannotBeAskedIsOneLine(ApiServer server) throws IOException {
    // Given
    Path gone = home.resolve("gone");
    Files.writeString(
        gone,
        Files.readString(server.kubeconfig()).replaceAll("https://.*", "https://127.0.0.1:1"));
    Path garbage = home.resolve("garbage");
    Files.writeString(garbage, "token: planted-secret\n  :");

    // Then
    assertOneLine(status(server, "--kubeconfig", gone.toString()), "cannot be reached");
    assertOneLine(status(server, "--kubeconfig", garbage.toString()), "not a kubeconfig");
    assertOneLine(status(server, "--kubeconfig", home.resolve("no").toString()), "no kubeconfig");
    assertOneLine(status(server, "--context", "elsewhere"), "no context elsewhere");
  }

  private static void assertOneLine(Shell.Outcome outcome, String text) {
    assertThat(outcome.err().strip()).contains(text).doesNotContain("\n", "planted-secret");
    assertThat(outcome.exitCode()).isEqualTo(2);
  }
}
