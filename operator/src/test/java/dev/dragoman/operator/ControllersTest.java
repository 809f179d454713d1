package dev.dragoman.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.status.ObjectDelivery;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.ApiKeyStatus;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmGatewayStatus;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.LlmRoute;
import dev.dragoman.resources.LlmRouteStatus;
import dev.dragoman.resources.values.Condition;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@NeedsApiServer
class ControllersTest {
  private static final String GATEWAY =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmGateway
      metadata: {name: main, namespace: $ns}
      spec: {}
      """;
  private static final String PROVIDER =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: vendor, namespace: $ns}
      spec:
        protocol: OpenAIChat
        baseUrl: https://api.example.com/v1
        auth: {type: SecretKey, secretRef: {name: vendor}}
        allowedRoutes: {from: Same}
      """;
  private static final String SECRET =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: vendor, namespace: $ns, labels: {dragoman.dev/credential: "true"}}
      stringData: {api-key: planted-secret}
      """;
  private static final String ROUTE =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmRoute
      metadata: {name: smart, namespace: $ns}
      spec:
        parentRefs: [{name: main}]
        models: [smart]
        backends: [{name: a, providerRef: {name: vendor}}]
      """;
  private static final String KEY =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: ApiKey
      metadata: {name: ci, namespace: $ns}
      spec:
        gatewayRef: {name: main}
        routes: [{name: "*"}]
        models: ["*"]
      """;
  private static final ObjectDelivery EVERYWHERE = new ObjectDelivery(1L, 2, 2, 0, List.of());

  private final MovableClock clock = MovableClock.running();
  private RunningOperator operator;

  ControllersTest(ApiServer server) {
    this.operator = RunningOperator.on(server, clock);
  }

  @BeforeEach
  void allPodsHaveEverything() {
    operator.deliveries.say(EVERYWHERE, Set.of());
  }

  @AfterEach
  void end() {
    operator.close();
  }

  private static String reason(List<Condition> conditions, String type) {
    return conditions.stream()
        .filter(condition -> condition.type().equals(type))
        .map(condition -> condition.status() + "/" + condition.reason())
        .findFirst()
        .orElse("absent");
  }

  private static LlmRouteStatus status(LlmRoute route) {
    return Objects.requireNonNull(route.getStatus());
  }

  private static ApiKeyStatus status(ApiKey key) {
    return Objects.requireNonNull(key.getStatus());
  }

  private static LlmGatewayStatus status(LlmGateway gateway) {
    return Objects.requireNonNull(gateway.getStatus());
  }

  private static String ready(LlmRoute route) {
    return reason(status(route).conditions(), "Ready");
  }

  private static String ready(LlmProvider provider) {
    return provider.getStatus() == null
        ? "absent"
        : reason(provider.getStatus().conditions(), "Ready");
  }

  private ObjectId route(String name) {
    return new ObjectId(Kind.LlmRoute, new ObjectName(operator.namespace, name));
  }

  @Test
  @Tag("requirement-14")
  @Tag("requirement-16")
  void aRouteIsReadyWhenEveryPodHasItAsItIs() {
    // Given
    operator.apply(GATEWAY + "---\n" + SECRET + "---\n" + PROVIDER + "---\n" + ROUTE);
    LlmRoute ready =
        operator.await(LlmRoute.class, "smart", route -> ready(route).equals("True/Ready"));

    // When
    operator.deliveries.say(new ObjectDelivery(2L, 1, 2, 0, List.of()), Set.of());
    operator.apply(ROUTE.replace("[smart]", "[smart, smarter]"));
    LlmRoute edited =
        operator.await(
            LlmRoute.class,
            "smart",
            route ->
                route.getMetadata().getGeneration() == 2L
                    && Objects.equals(status(route).observedGeneration(), 2L));

    // Then
    assertThat(status(ready).observedGeneration()).isEqualTo(1L);
    assertThat(status(ready).programmed()).isEqualTo("2/2");
    assertThat(status(ready).resolvedBackends()).isEqualTo("1/1");
    assertThat(ready(edited)).isEqualTo("False/Propagating");
    assertThat(status(edited).programmed()).isEqualTo("1/2");

    // When
    operator.deliveries.say(EVERYWHERE, Set.of(route("smart")));

    // Then
    operator.await(LlmRoute.class, "smart", route -> ready(route).equals("True/Ready"));
  }

  @Test
  @Tag("requirement-13")
  void aNewObjectIsNeverTakenForDone() {
    // Given
    operator.deliveries.sayNothing();

    // When
    operator.apply(ROUTE);
    LlmRoute created = Objects.requireNonNull(operator.find(LlmRoute.class, "smart"));
    LlmRoute seen =
        operator.await(
            LlmRoute.class,
            "smart",
            route -> Objects.equals(status(route).observedGeneration(), 1L));

    // Then
    assertThat(status(created).observedGeneration()).isIn(-1L, 1L);
    assertThat(status(seen).conditions())
        .extracting(Condition::type)
        .contains("Accepted", "ResolvedRefs", "Programmed", "Ready");
    assertThat(ready(seen)).isEqualTo("False/NoMatchingParent");
  }

  @Test
  @Tag("requirement-17")
  @Tag("requirement-37")
  void aSecretThatArrivesHealsStatusAndWasMissedByNothingElse() {
    // Given
    operator.apply(GATEWAY + "---\n" + PROVIDER + "---\n" + ROUTE);
    operator.await(
        LlmProvider.class, "vendor", provider -> ready(provider).equals("False/SecretNotFound"));
    LlmRoute route =
        operator.await(
            LlmRoute.class, "smart", seen -> ready(seen).equals("False/ProviderNotFound"));

    // When
    operator.apply(SECRET);

    // Then
    assertThat(reason(status(route).conditions(), "Programmed")).isEqualTo("False/Pending");
    operator.await(LlmProvider.class, "vendor", provider -> ready(provider).equals("True/Ready"));
    operator.await(LlmRoute.class, "smart", seen -> ready(seen).equals("True/Ready"));
  }

  @Test
  @Tag("requirement-17")
  void anUnlabelledSecretIsFoundAMinuteLater() {
    // Given
    operator.apply(GATEWAY + "---\n" + PROVIDER);
    operator.await(
        LlmProvider.class, "vendor", provider -> ready(provider).equals("False/SecretNotFound"));

    // When
    operator.apply(SECRET.replace(", labels: {dragoman.dev/credential: \"true\"}", ""));
    clock.pass(Duration.ofSeconds(70));

    // Then
    operator.await(LlmProvider.class, "vendor", provider -> ready(provider).equals("True/Ready"));
  }

  @Test
  @Tag("requirement-15")
  @Tag("requirement-25")
  void nothingIsWrittenInAnUnchangedWorldNorByTheNextOperator() {
    // Given
    operator.apply(GATEWAY + "---\n" + SECRET + "---\n" + PROVIDER + "---\n" + ROUTE);
    String before =
        operator
            .await(LlmRoute.class, "smart", route -> ready(route).equals("True/Ready"))
            .getMetadata()
            .getResourceVersion();

    // When
    operator.deliveries.sayNothing();
    operator.restart();
    clock.pass(Duration.ofMinutes(10));
    operator.apply(ROUTE.replace("name: smart,", "name: other,").replace("[smart]", "[other]"));
    operator.await(
        LlmRoute.class, "other", route -> Objects.equals(status(route).observedGeneration(), 1L));

    // Then
    LlmRoute after = Objects.requireNonNull(operator.find(LlmRoute.class, "smart"));
    assertThat(after.getMetadata().getResourceVersion()).isEqualTo(before);
  }

  @Test
  @Tag("requirement-8")
  void theLoserOfAConflictIsPromotedWhenTheWinnerGoes() {
    // Given
    operator.apply(GATEWAY + "---\n" + SECRET + "---\n" + PROVIDER + "---\n" + ROUTE);
    operator.await(LlmRoute.class, "smart", route -> ready(route).equals("True/Ready"));
    operator.apply(ROUTE.replace("name: smart,", "name: younger,"));
    LlmRoute loser =
        operator.await(LlmRoute.class, "younger", route -> ready(route).equals("False/Conflicted"));

    // When
    operator
        .client
        .resource(Objects.requireNonNull(operator.find(LlmRoute.class, "smart")))
        .delete();

    // Then
    assertThat(status(loser).conflictsWith())
        .extracting(ref -> ref.name())
        .containsExactly("smart");
    operator.await(LlmRoute.class, "younger", route -> ready(route).equals("True/Ready"));
  }

  @Test
  @Tag("requirement-40")
  @Tag("requirement-42")
  @Tag("requirement-43")
  void theWorkloadIsAppliedOnceAndPutBackWhereItIsOurs() {
    // Given
    operator.apply(GATEWAY);
    Deployment made = operator.await(Deployment.class, "main-gateway", _ -> true);
    operator.await(PodDisruptionBudget.class, "main-gateway", _ -> true);
    NetworkPolicy policy = operator.await(NetworkPolicy.class, "main-gateway", _ -> true);

    // When
    operator.restart();
    operator.apply(ROUTE);
    operator.await(
        LlmRoute.class, "smart", route -> Objects.equals(status(route).observedGeneration(), 1L));
    Deployment after = Objects.requireNonNull(operator.find(Deployment.class, "main-gateway"));

    // Then
    assertThat(after.getMetadata().getResourceVersion())
        .isEqualTo(made.getMetadata().getResourceVersion());
    assertThat(operator.find(NetworkPolicy.class, "main-gateway")).isEqualTo(policy);

    // When
    operator
        .client
        .apps()
        .deployments()
        .inNamespace(operator.namespace)
        .withName("main-gateway")
        .edit(deployment -> {
          deployment.getSpec().setReplicas(5);
          deployment.getSpec().setPaused(true);
          return deployment;
        });

    // Then
    Deployment healed =
        operator.await(
            Deployment.class,
            "main-gateway",
            deployment -> deployment.getSpec().getReplicas() == 2);
    assertThat(healed.getSpec().getPaused()).isTrue();
  }

  @Test
  @Tag("requirement-40")
  void theNumberOfPodsIsHandedToTheAutoscalerWithoutADip() {
    // Given
    operator.apply(GATEWAY.replace("spec: {}", "spec: {replicas: 7}"));
    operator.await(
        Deployment.class, "main-gateway", deployment -> deployment.getSpec().getReplicas() == 7);

    // When
    operator.apply(
        GATEWAY.replace("spec: {}", "spec: {autoscaling: {minReplicas: 3, maxReplicas: 9}}"));
    operator.await(HorizontalPodAutoscaler.class, "main-gateway", _ -> true);

    // Then
    Deployment handed = Objects.requireNonNull(operator.find(Deployment.class, "main-gateway"));
    assertThat(handed.getSpec().getReplicas()).isEqualTo(7);
  }

  @Test
  @Tag("requirement-56")
  @Tag("requirement-58")
  void aKeyIsMadeRotatedAndMadeAnewWhenItsSecretIsGone() {
    // Given
    operator.apply(GATEWAY + "---\n" + KEY);
    ApiKey made =
        operator.await(
            ApiKey.class,
            "ci",
            key -> key.getStatus() != null && status(key).versions().size() == 1);
    Secret first = Objects.requireNonNull(operator.find(Secret.class, "ci-key"));

    // When
    operator.apply(KEY + "  rotation: {trigger: leak}\n");
    ApiKey rotated = operator.await(ApiKey.class, "ci", key -> status(key).versions().size() == 2);
    Secret second = Objects.requireNonNull(operator.find(Secret.class, "ci-key"));
    operator.client.resource(second).delete();
    ApiKey again = operator.await(ApiKey.class, "ci", key -> status(key).versions().size() == 3);

    // Then
    assertThat(status(rotated).keyId()).isEqualTo(status(made).keyId());
    assertThat(second.getData().get("api-key")).isNotEqualTo(first.getData().get("api-key"));
    assertThat(status(rotated).versions().getLast().notAfter())
        .isBetween(
            clock.instant().plus(Duration.ofHours(23)), clock.instant().plus(Duration.ofHours(24)));
    assertThat(status(again).keyId()).isEqualTo(status(made).keyId());

    // When
    clock.pass(Duration.ofHours(25));
    operator.restart();

    // Then
    operator.await(ApiKey.class, "ci", key -> status(key).versions().size() == 1);
  }

  @Test
  @Tag("requirement-59")
  void aForeignSecretIsNotTouched() {
    // Given
    operator.apply(SECRET.replace("name: vendor,", "name: ci-key,"));
    String before =
        Objects.requireNonNull(operator.find(Secret.class, "ci-key"))
            .getMetadata()
            .getResourceVersion();

    // When
    operator.apply(GATEWAY + "---\n" + KEY);
    operator.await(
        ApiKey.class,
        "ci",
        key ->
            key.getStatus() != null
                && reason(status(key).conditions(), "SecretConflict")
                    .equals("True/SecretConflict"));

    // Then
    assertThat(
            Objects.requireNonNull(operator.find(Secret.class, "ci-key"))
                .getMetadata()
                .getResourceVersion())
        .isEqualTo(before);
  }

  @Test
  @Tag("requirement-20")
  void aGatewayCountsWhatItServes() {
    // Given
    operator.apply(
        GATEWAY + "---\n" + SECRET + "---\n" + PROVIDER + "---\n" + ROUTE + "---\n" + KEY);
    operator.await(
        LlmGateway.class,
        "main",
        gateway ->
            gateway.getStatus() != null
                && Objects.equals(status(gateway).attachedRoutes(), 1)
                && Objects.equals(status(gateway).attachedKeys(), 1));

    // When
    operator
        .client
        .resource(Objects.requireNonNull(operator.find(LlmRoute.class, "smart")))
        .delete();
    clock.pass(Duration.ofSeconds(6));

    // Then
    operator.await(
        LlmGateway.class, "main", gateway -> Objects.equals(status(gateway).attachedRoutes(), 0));
  }
}
