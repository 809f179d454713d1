package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a server shows of the definitions: storage, edits, tables, subresources. */
@NeedsApiServer
class DefinitionsOnApiServerTest {
  private static final String DRY_RUN = "?dryRun=All&fieldValidation=Strict";
  private static final String STRICT = "?fieldValidation=Strict";

  @BeforeAll
  static void install(ApiServer server) throws IOException {
    Definitions.installAll(server);
  }

  @Test
  void allDefinitionsFitIntoTheAnnotationOfApply(ApiServer server) throws Exception {
    // When
    Kubectl.Outcome outcome =
        server
            .kubectl()
            .run("apply", "--dry-run=server", "-f", Path.of("..", "manifests").toString());

    // Then
    assertThat(outcome.output())
        .doesNotContain("Too long")
        .contains(
            "apikeys.dragoman.dev",
            "llmgateways.dragoman.dev",
            "llmproviders.dragoman.dev",
            "llmquotas.dragoman.dev",
            "llmroutes.dragoman.dev");
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
  }

  @Test
  void statusOfANewObjectIsNotYetObserved(ApiServer server) {
    // Given
    String path = Definitions.path(server.newNamespace(), "llmquotas");

    // When
    server.send("POST", path + STRICT, quota("new"));
    Map<String, @Nullable Object> stored = server.get(path + "/new");

    // Then
    assertThat(stored.get("status")).isEqualTo(TestFiles.yaml("{observedGeneration: -1}"));
  }

  @Test
  void defaultsAreStored(ApiServer server) {
    // Given
    String path = Definitions.path(server.newNamespace(), "apikeys");

    // When
    server.send("POST", path + STRICT, key("a"));
    Map<String, @Nullable Object> stored = server.get(path + "/a");

    // Then
    assertThat(TestFiles.at(stored, "spec", "material", "type")).isEqualTo("Generate");
    assertThat(TestFiles.at(stored, "spec", "state")).isEqualTo("Active");
  }

  @Test
  void unknownFieldsAreRefusedOrDropped(ApiServer server) {
    // Given
    String path = Definitions.path(server.newNamespace(), "llmquotas");
    Map<String, @Nullable Object> object = quota("typo");
    Trees.mapOf(object.get("spec")).put("statte", "Suspended");

    // When
    KubernetesClientException refused =
        catchThrowableOfType(
            KubernetesClientException.class, () -> server.send("POST", path + STRICT, object));
    Map<String, @Nullable Object> pruned =
        server.send("POST", path + "?fieldValidation=Ignore", object);

    // Then
    assertThat(refused.getStatus().getMessage()).contains("unknown field \"spec.statte\"");
    assertThat(Trees.mapOf(pruned.get("spec"))).doesNotContainKey("statte");
    assertThat(pruned.get("spec")).isEqualTo(Admission.ofDragoman().stored(object).get("spec"));
  }

  /** Requirement: an edit that leaves an old invalid field alone passes. */
  @Test
  void oldFaultsDoNotStandInTheWayOfOtherEdits(ApiServer server) throws IOException {
    // Given an object from before its fields were bounded
    Path file = Path.of("..", "manifests", "llmroutes.dragoman.dev.yaml");
    String path = Definitions.path(server.newNamespace(), "llmroutes");
    server.install(loosened(Files.readString(file)));
    Map<String, @Nullable Object> old = route("old", "a model");
    Trees.mapOf(old.get("spec")).put("timeouts", TestFiles.yaml("{connect: 9s, firstToken: 1s}"));
    assertThat(ApiServer.soon(() -> server.accepts("POST", path + DRY_RUN, old))).isTrue();
    Map<String, @Nullable Object> stored = server.send("POST", path + STRICT, old);

    // When
    server.install(Files.readString(file));
    assertThat(ApiServer.soon(() -> !server.accepts("POST", path + DRY_RUN, renamed(old))))
        .isTrue();
    Trees.mapOf(stored.get("spec")).put("visibility", "Hidden");
    Map<String, @Nullable Object> edited = server.send("PUT", path + "/old" + STRICT, stored);
    Trees.mapOf(edited.get("spec"))
        .put("timeouts", TestFiles.yaml("{connect: 8s, firstToken: 1s}"));
    KubernetesClientException refused =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> server.send("PUT", path + "/old" + STRICT, edited));

    // Then
    assertThat(TestFiles.at(edited, "spec", "visibility")).isEqualTo("Hidden");
    assertThat(refused.getStatus().getMessage()).contains("connect is longer than firstToken");
  }

  private static Map<String, @Nullable Object> renamed(Map<String, @Nullable Object> object) {
    Map<String, @Nullable Object> copy = Trees.copyOf(object);
    copy.put("metadata", Map.of("name", "another"));
    return copy;
  }

  /** The patterns of names and the rules of timeouts, taken out. */
  private static String loosened(String definition) {
    return definition
        .replaceAll("(?m)^ *pattern: .*\\R", "")
        .replace("duration(self.connect) <= duration(self.firstToken)", "true");
  }

  @Test
  void tablesAnswerWhetherItIsInForce(ApiServer server) throws Exception {
    // Given
    String namespace = server.newNamespace();
    server.send("POST", Definitions.path(namespace, "apikeys") + STRICT, key("ci-bot"));
    server.send("POST", Definitions.path(namespace, "llmroutes") + STRICT, route("smart", "smart"));
    Map<String, @Nullable Object> gateway =
        server.send("POST", Definitions.path(namespace, "llmgateways") + STRICT, gateway("main"));
    gateway.put(
        "status",
        TestFiles.yaml(
            """
            observedGeneration: 1
            attachedRoutes: 4
            attachedKeys: 7
            addresses: [llm.example.com]
            config: {generation: 12, digest: abc}
            rollout: {summary: 3/3}
            conditions:
            - {type: Ready, status: "True", reason: Programmed, message: in force, lastTransitionTime: "2026-01-01T00:00:00Z", observedGeneration: 1}
            """));
    server.send(
        "PUT", Definitions.path(namespace, "llmgateways") + "/main/status" + STRICT, gateway);

    // When
    String all = server.kubectl().run("get", "llm", "-n", namespace).output();
    String wide = server.kubectl().run("get", "llmgw", "-n", namespace, "-o", "wide").output();

    // Then
    assertThat(rows(all))
        .contains(
            "NAME STATE READY SPEND BUDGET% LAST-USED EXPIRES AGE",
            "NAME READY GEN CURRENT ROUTES KEYS ADDRESS AGE",
            "NAME MODELS GATEWAY READY PROGRAMMED AGE")
        .anyMatch(row -> row.startsWith("apikey.dragoman.dev/ci-bot Active"))
        .anyMatch(
            row -> row.startsWith("llmgateway.dragoman.dev/main True 12 3/3 4 7 llm.example.com"))
        .anyMatch(row -> row.startsWith("llmroute.dragoman.dev/smart [\"smart\"] main"));
    assertThat(rows(wide))
        .contains("NAME READY GEN CURRENT ROUTES KEYS ADDRESS AGE REASON DIGEST")
        .anyMatch(row -> row.endsWith(" Programmed abc"));
  }

  @Test
  void providersAndQuotasHaveTablesToo(ApiServer server) throws Exception {
    // Given
    String namespace = server.newNamespace();
    server.send("POST", Definitions.path(namespace, "llmproviders") + STRICT, provider("sim"));
    server.send("POST", Definitions.path(namespace, "llmquotas") + STRICT, quota("team"));

    // When
    String providers = server.kubectl().run("get", "llmp", "-n", namespace, "-o", "wide").output();
    String quotas = server.kubectl().run("get", "llmq", "-n", namespace).output();

    // Then
    assertThat(rows(providers)).contains("NAME PROTOCOL AUTH READY ROUTES AGE URL REASON");
    assertThat(rows(quotas)).contains("NAME READY KEYS SPEND BUDGET% AGE");
  }

  private static List<String> rows(String table) {
    return table.lines().map(row -> row.strip().replaceAll(" +", " ")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec.gatewayRef.name=main", "spec.state=Suspended"})
  void keysAreFoundByTheirFields(String selector, ApiServer server) throws Exception {
    // Given
    String namespace = server.newNamespace();
    String path = Definitions.path(namespace, "apikeys");
    Map<String, @Nullable Object> wanted = key("wanted");
    Trees.mapOf(wanted.get("spec")).put("state", "Suspended");
    Map<String, @Nullable Object> other = key("other");
    Trees.mapOf(other.get("spec")).put("gatewayRef", Map.of("name", "another"));
    server.send("POST", path + STRICT, wanted);
    server.send("POST", path + STRICT, other);

    // When
    Kubectl.Outcome found =
        server
            .kubectl()
            .run("get", "llmkey", "-n", namespace, "--field-selector", selector, "-o", "name");

    // Then
    assertThat(found.output().strip()).isEqualTo("apikey.dragoman.dev/wanted");
  }

  @Test
  void gatewaysAreScaledThroughTheirSubresource(ApiServer server) throws Exception {
    // Given
    String namespace = server.newNamespace();
    String path = Definitions.path(namespace, "llmgateways");
    Map<String, @Nullable Object> fixed = gateway("fixed");
    fixed.put("spec", TestFiles.yaml("{replicas: 2}"));
    server.send("POST", path + STRICT, fixed);
    server.send("POST", path + STRICT, gateway("open"));

    // When
    Kubectl.Outcome scaled =
        server.kubectl().run("scale", "llmgw/fixed", "-n", namespace, "--replicas=5");
    KubernetesClientException open =
        catchThrowableOfType(
            KubernetesClientException.class, () -> server.get(path + "/open/scale"));

    // Then
    assertThat(scaled.exitCode()).as(scaled.output()).isZero();
    assertThat(TestFiles.at(server.get(path + "/fixed"), "spec", "replicas")).isEqualTo(5L);
    assertThat(open.getMessage())
        .as("nothing to scale while replicas is absent")
        .contains("does not exist");
  }

  /** Requirement: what never changes cannot be removed in one edit and set anew in the next. */
  @ParameterizedTest
  @ValueSource(strings = {"llmproviders", "apikeys"})
  void whatNeverChangesCannotBeRemovedAndSetAnew(String resource, ApiServer server) {
    // Given
    String path = Definitions.path(server.newNamespace(), resource);
    boolean isKey = resource.equals("apikeys");
    Map<String, @Nullable Object> stored =
        server.send("POST", path + STRICT, isKey ? secretKey("a") : provider("a"));
    Trees.mapOf(stored.get("spec")).remove(isKey ? "material" : "protocol");

    // When
    KubernetesClientException refused =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> server.send("PUT", path + "/a" + STRICT, stored));

    // Then
    assertThat(refused.getCode()).isEqualTo(422);
    assertThat(refused.getStatus().getMessage())
        .contains(isKey ? "material.type never changes" : "spec.protocol: Required value");
  }

  private static Map<String, @Nullable Object> object(String kind, String name, String spec) {
    return TestFiles.yaml(
        "{apiVersion: dragoman.dev/v1alpha1, kind: %s, metadata: {name: %s}, spec: %s}"
            .formatted(kind, name, spec));
  }

  private static Map<String, @Nullable Object> gateway(String name) {
    return object("LlmGateway", name, "{}");
  }

  private static Map<String, @Nullable Object> quota(String name) {
    return object("LlmQuota", name, "{gatewayRef: {name: main}}");
  }

  private static Map<String, @Nullable Object> provider(String name) {
    return object("LlmProvider", name, "{protocol: Simulated}");
  }

  private static Map<String, @Nullable Object> key(String name) {
    return object(
        "ApiKey", name, "{gatewayRef: {name: main}, routes: [{name: smart}], models: ['*']}");
  }

  private static Map<String, @Nullable Object> secretKey(String name) {
    return object(
        "ApiKey",
        name,
        "{gatewayRef: {name: main}, routes: [{name: smart}], models: ['*'],"
            + " material: {type: FromSecret, secretRef: {name: mine}}}");
  }

  private static Map<String, @Nullable Object> route(String name, String model) {
    return object(
        "LlmRoute",
        name,
        "{parentRefs: [{name: main}], models: [%s], backends: [{name: a, providerRef: {name: p}}]}"
            .formatted(model));
  }
}
