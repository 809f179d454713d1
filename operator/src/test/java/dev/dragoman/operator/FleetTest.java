package dev.dragoman.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.AuditLog;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.operator.cluster.PodProcess;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.LlmQuota;
import dev.dragoman.resources.LlmRoute;
import dev.dragoman.resources.values.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.Watch;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** What people apply, and what the pods of a gateway then answer. */
@NeedsApiServer(controllers = true)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class FleetTest {
  private static final String GATEWAY = SmallFleet.gateway(2);
  private static final String PROVIDER = SmallFleet.PROVIDER;
  private static final String KEY = SmallFleet.KEY;
  private static final String ROUTE = SmallFleet.ROUTE;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A thought, then a call. */
  private static final String THINKING_DEEPSEEK =
      """
      {"id":"c","object":"chat.completion","created":1,"model":"m",
       "choices":[{"index":0,"finish_reason":"tool_calls","message":{
         "role":"assistant","content":null,"reasoning_content":"A clock knows",
         "tool_calls":[{"id":"call_1","type":"function",
           "function":{"name":"clock","arguments":"{}"}}]}}],
       "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}
      """;

  private static final List<Class<? extends HasMetadata>> PUBLIC =
      List.of(
          LlmGateway.class,
          LlmProvider.class,
          LlmRoute.class,
          ApiKey.class,
          ConfigMap.class,
          Deployment.class,
          Event.class);

  private static final String ALLOWED_TO_EVERYBODY = "authorization.k8s.io";

  /** What clusters with OwnerReferencesPermissionEnforcement ask for, such as OpenShift. */
  private static final List<String> ASKED_ELSEWHERE =
      List.of(
          "update dragoman.dev/apikeys/finalizers", "update dragoman.dev/llmgateways/finalizers");

  private FleetCluster cluster;
  private String key = "";

  @BeforeAll
  void start(ApiServer server) throws IOException {
    cluster = new FleetCluster(server, Clock.systemUTC());
    cluster.apply(SmallFleet.of(2));
    cluster.awaitWhole("main", 2);
    key = keyOf("me");
  }

  /** One test after another restarts pods; what is asked of all of them must find them there. */
  @BeforeEach
  void findAllPodsThere() {
    cluster.awaitWhole("main", 2);
  }

  @AfterAll
  void end() {
    cluster.close();
  }

  private String keyOf(String name) {
    Secret secret = cluster.await(Secret.class, name + "-key", _ -> true);
    return new String(
        Base64.getDecoder().decode(secret.getData().get("api-key")), StandardCharsets.UTF_8);
  }

  private static String condition(List<Condition> conditions, String type) {
    return conditions.stream()
        .filter(condition -> condition.type().equals(type))
        .map(condition -> condition.status() + "/" + condition.reason())
        .findFirst()
        .orElse("absent");
  }

  private static String ready(LlmRoute route) {
    return route.getStatus() == null
        ? "absent"
        : condition(route.getStatus().conditions(), "Ready");
  }

  private static String ready(LlmProvider provider) {
    return provider.getStatus() == null
        ? "absent"
        : condition(provider.getStatus().conditions(), "Ready");
  }

  /** The route as soon as both pods have it as it is. */
  private LlmRoute applyAndAwaitRoute(String yaml, String name) {
    cluster.apply(yaml);
    return cluster.await(
        LlmRoute.class,
        name,
        route ->
            ready(route).equals("True/Ready")
                && route.getStatus() != null
                && Objects.equals(route.getStatus().programmed(), "2/2")
                && Objects.equals(
                    route.getStatus().observedGeneration(), route.getMetadata().getGeneration()));
  }

  private void awaitThatEveryRouteIsCounted() {
    cluster.await(
        LlmGateway.class,
        "main",
        gateway ->
            gateway.getStatus() != null
                && Objects.equals(
                    gateway.getStatus().attachedRoutes(), cluster.all(LlmRoute.class).size()));
  }

  private static String route(String name, String provider) {
    return ROUTE
        .replace("name: hello", "name: " + name)
        .replace("[hello]", "[" + name + "]")
        .replace("{name: simulated}", "{name: " + provider + "}");
  }

  private void applyAndAwaitKey(String name) {
    cluster.apply(KEY.replace("name: me", "name: " + name));
    cluster.await(
        ApiKey.class,
        name,
        found ->
            found.getStatus() != null
                && condition(found.getStatus().conditions(), "Ready").equals("True/Ready"));
  }

  /** Uids of the pods and how often their containers started. */
  private List<String> identities() {
    return cluster.admin.pods().inNamespace(cluster.namespace).list().getItems().stream()
        .map(pod ->
            pod.getMetadata().getUid()
                + " "
                + pod.getStatus().getContainerStatuses().getFirst().getRestartCount())
        .sorted()
        .toList();
  }

  @Test
  @Tag("requirement-28")
  void whatIsAppliedIsServedByEveryPodAndStatusSaysSo() {
    // When
    LlmRoute route = applyAndAwaitRoute(ROUTE, "hello");
    LlmGateway gateway =
        cluster.await(
            LlmGateway.class,
            "main",
            found -> {
              var rollout = Objects.requireNonNull(found.getStatus()).rollout();
              return rollout != null && Objects.equals(rollout.summary(), "2/2");
            });

    // Then
    assertThat(cluster.pods()).hasSize(2);
    assertThat(cluster.askAll(key, "hello")).containsOnly(200);
    assertThat(cluster.askAll("sk-dgm-wrong", "hello")).containsOnly(401);
    assertThat(condition(Objects.requireNonNull(route.getStatus()).conditions(), "Programmed"))
        .isEqualTo("True/Programmed");
    assertThat(Objects.requireNonNull(gateway.getStatus()).attachedRoutes()).isPositive();
  }

  @Test
  @Tag("requirement-27")
  @Tag("requirement-31")
  void anEditReachesEveryPodAndCutsNoStream() throws Exception {
    // Given
    cluster.apply(
        PROVIDER
            .replace("name: simulated", "name: slow")
            .replace("tokenInterval: 1ms", "tokenInterval: 100ms, tokens: 40"));
    applyAndAwaitRoute(route("slow", "slow"), "slow");
    List<String> before = identities();
    List<CompletableFuture<HttpResponse<String>>> streams =
        cluster.pods().stream()
            .flatMap(pod -> Stream.of(pod, pod, pod))
            .map(pod ->
                cluster
                    .http()
                    .sendAsync(
                        FleetCluster.request(pod, key, "slow", true), BodyHandlers.ofString()))
            .toList();

    // When
    for (int i = 0; i < 10; i++) {
      applyAndAwaitRoute(route("slow", "slow").replace("[slow]", "[slow, slow-" + i + "]"), "slow");
      assertThat(cluster.askAll(key, "slow-" + i)).containsOnly(200);
    }

    // Then
    for (CompletableFuture<HttpResponse<String>> stream : streams) {
      assertThat(stream.get().body()).contains("data: [DONE]");
    }
    assertThat(cluster.askAll(key, "slow-0")).containsOnly(404);
    assertThat(identities()).isEqualTo(before);
  }

  @Test
  @Tag("requirement-20")
  void aDeletedRouteIsGoneFromEveryPodAndFromTheCount() {
    // Given
    applyAndAwaitRoute(route("gone", "simulated"), "gone");
    awaitThatEveryRouteIsCounted();

    // When
    cluster.delete(LlmRoute.class, "gone");

    // Then
    FleetCluster.awaitTrue(
        "every pod has forgotten the route",
        () -> cluster.askAll(key, "gone").stream().allMatch(status -> status == 404));
    awaitThatEveryRouteIsCounted();
  }

  @Test
  void aRevokedKeyIsRefusedByEveryPod() {
    // Given
    applyAndAwaitKey("leaver");
    String text = keyOf("leaver");
    assertThat(cluster.askAll(text, "hello")).containsOnly(200);

    // When
    cluster.apply(
        KEY.replace("name: me", "name: leaver").replace("spec: {", "spec: {state: Revoked, "));

    // Then
    FleetCluster.awaitTrue(
        "every pod refuses the key",
        () -> cluster.askAll(text, "hello").stream().allMatch(status -> status == 401));
  }

  @Test
  @Tag("requirement-18")
  void aChangedCredentialIsUsedWithoutARestart() throws Exception {
    // Given
    try (EchoUpstream upstream = new EchoUpstream()) {
      serveVendor(upstream, "vendor");
      LlmProvider provider =
          cluster.await(LlmProvider.class, "vendor", found -> ready(found).equals("True/Ready"));
      List<String> before = identities();

      // When
      cluster.apply(secret("vendor", "planted-secret-2"));

      // Then
      awaitAuthorization(upstream, "vendor", "Bearer planted-secret-2");
      assertThat(identities()).isEqualTo(before);
      long revision =
          Objects.requireNonNull(
              Objects.requireNonNull(Objects.requireNonNull(provider.getStatus()).credential())
                  .revision());
      cluster.await(
          LlmProvider.class,
          "vendor",
          found ->
              Objects.requireNonNull(
                      Objects.requireNonNull(Objects.requireNonNull(found.getStatus()).credential())
                          .revision())
                  > revision);
    }
  }

  /** Both pods seal and open with the keys that the operator gave them, and share no memory. */
  @Test
  void aThoughtThatOnePodSealedIsOpenedByAnother() throws Exception {
    // Given
    try (EchoUpstream upstream = new EchoUpstream(THINKING_DEEPSEEK)) {
      serveVendor(upstream, "deepseek-chat", "DeepSeek");
      JsonNode answer =
          MAPPER.readTree(cluster.message(cluster.pods().getFirst(), key, asked("")).body());
      assertThat(answer.at("/content/0/signature").asText()).startsWith("gw1.text.");

      // When
      HttpResponse<String> next =
          cluster.message(
              cluster.pods().getLast(),
              key,
              asked(
                  """
                  ,{"role":"assistant","content":%s},
                  {"role":"user","content":[
                    {"type":"tool_result","tool_use_id":"call_1","content":"12:00"}]}
                  """
                      .formatted(answer.get("content"))));

      // Then
      assertThat(next.statusCode()).isEqualTo(200);
      JsonNode turn = MAPPER.readTree(upstream.bodies().getLast()).at("/messages/1");
      assertThat(turn.at("/reasoning_content").asText()).isEqualTo("A clock knows");
      assertThat(turn.at("/tool_calls/0/id").asText()).isEqualTo("call_1");
    }
  }

  private static String asked(String later) {
    return """
    {"model":"deepseek-chat","max_tokens":8000,"thinking":{"type":"enabled","budget_tokens":4000},
     "tools":[{"name":"clock","input_schema":{"type":"object"}}],
     "messages":[{"role":"user","content":"What time is it?"}%s]}
    """
        .formatted(later);
  }

  private void serveVendor(EchoUpstream upstream, String name) {
    serveVendor(upstream, name, "Standard");
  }

  /** A provider, its Secret and a route to it, all of one name. */
  private void serveVendor(EchoUpstream upstream, String name, String dialect) {
    cluster.apply(secret(name, "planted-secret-1"));
    cluster.apply(
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmProvider
        metadata: {name: %1$s, namespace: $ns}
        spec:
          protocol: OpenAIChat
          dialect: %3$s
          baseUrl: http://127.0.0.1:%2$d/v1
          allowInsecure: true
          auth: {type: SecretKey, secretRef: {name: %1$s}}
        """
            .formatted(name, upstream.port(), dialect));
    cluster.apply(GATEWAY.replace("replicas: 2", "replicas: 2, upstreamCidrs: [127.0.0.0/8]"));
    applyAndAwaitRoute(route(name, name), name);
    assertThat(cluster.askAll(key, name)).containsOnly(200);
  }

  private void awaitAuthorization(EchoUpstream upstream, String model, String wanted) {
    FleetCluster.awaitTrue(
        "every pod shows the new credential",
        () -> {
          upstream.authorizations().clear();
          cluster.askAll(key, model);
          return upstream.authorizations().stream().allMatch(wanted::equals);
        });
  }

  private static String secret(String name, String value) {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: %s, namespace: $ns, labels: {dragoman.dev/credential: "true"}}
    stringData: {api-key: %s}
    """
        .formatted(name, value);
  }

  @Test
  @Tag("requirement-25")
  void aRestartOfTheOperatorPublishesNothingAndRestartsNothing() throws Exception {
    // Given
    LlmRoute before = applyAndAwaitRoute(route("before", "simulated"), "before");
    ConfigMap head = cluster.await(ConfigMap.class, "main-config-head", _ -> true);
    Deployment workload = cluster.await(Deployment.class, "main-gateway", _ -> true);
    List<String> pods = identities();

    // When
    cluster.stopOperator();
    assertThat(cluster.askAll(key, "before")).containsOnly(200);
    cluster.startOperator();
    applyAndAwaitRoute(route("after", "simulated"), "after");

    // Then
    ConfigMap after = Objects.requireNonNull(cluster.find(ConfigMap.class, "main-config-head"));
    assertThat(generation(after)).isEqualTo(generation(head) + 1);
    assertThat(cluster.find(LlmRoute.class, "before"))
        .extracting(LlmRoute::getStatus, route -> route.getMetadata().getResourceVersion())
        .containsExactly(before.getStatus(), before.getMetadata().getResourceVersion());
    assertThat(Objects.requireNonNull(cluster.find(Deployment.class, "main-gateway")))
        .extracting(found -> found.getMetadata().getGeneration())
        .isEqualTo(workload.getMetadata().getGeneration());
    assertThat(identities()).isEqualTo(pods);
  }

  @Test
  @Tag("requirement-25")
  void whatChangedWhileNoOperatorRanDisturbsNothingElse() throws Exception {
    // Given
    LlmRoute untouched = applyAndAwaitRoute(route("untouched", "simulated"), "untouched");
    cluster.stopOperator();

    // When
    cluster.apply(route("meanwhile", "simulated"));
    cluster.startOperator();
    applyAndAwaitRoute(route("meanwhile", "simulated"), "meanwhile");

    // Then
    assertThat(cluster.find(LlmRoute.class, "untouched"))
        .extracting(LlmRoute::getStatus, route -> route.getMetadata().getResourceVersion())
        .containsExactly(untouched.getStatus(), untouched.getMetadata().getResourceVersion());
  }

  private static long generation(ConfigMap head) {
    String text = String.join("\n", head.getData().values());
    Matcher found = Pattern.compile("\"generation\":(\\d+)").matcher(text);
    assertThat(found.find()).isTrue();
    return Long.parseLong(found.group(1));
  }

  @Test
  @Tag("requirement-16")
  void aPodThatDoesNotAcknowledgeKeepsARouteFromBeingProgrammed() throws Exception {
    // Given
    PodProcess pod = cluster.pods().getFirst();
    int starts = pod.restarts();
    pod.cutOff();
    pod.kill();
    FleetCluster.awaitTrue(
        "the pod serves what it kept", () -> pod.restarts() > starts && serves(pod, "hello"));
    cluster.await(
        LlmGateway.class,
        "main",
        gateway ->
            Objects.equals(
                Objects.requireNonNull(Objects.requireNonNull(gateway.getStatus()).rollout())
                    .ready(),
                2));

    // When
    cluster.apply(route("behind", "simulated"));
    LlmRoute behind =
        cluster.await(
            LlmRoute.class,
            "behind",
            route ->
                route.getStatus() != null && Objects.equals(route.getStatus().programmed(), "1/2"));

    // Then
    assertThat(ready(behind)).isEqualTo("False/Propagating");
    assertThat(cluster.ask(pod, key, "hello").statusCode()).isEqualTo(200);

    // When
    pod.connect();

    // Then
    cluster.await(LlmRoute.class, "behind", route -> ready(route).equals("True/Ready"));
    assertThat(cluster.askAll(key, "behind")).containsOnly(200);
  }

  private boolean serves(PodProcess pod, String model) {
    try {
      return cluster.ask(pod, key, model).statusCode() == 200;
    } catch (AssertionError _) {
      return false;
    }
  }

  @Test
  void aPodThatStartsWithoutTheOperatorServesTheBootCopy() throws Exception {
    // Given
    applyAndAwaitRoute(route("copied", "simulated"), "copied");
    cluster.stopOperator();

    // When
    PodProcess fresh = cluster.replacementOf(cluster.pods().getFirst());

    // Then
    FleetCluster.awaitTrue("the new pod serves the route", () -> serves(fresh, "copied"));
    cluster.startOperator();
    applyAndAwaitRoute(
        route("copied", "simulated").replace("[copied]", "[copied, back]"), "copied");
  }

  @Test
  @Tag("requirement-58")
  void aKeyWhoseSecretIsDeletedGetsANewTextAndAnEventSaysSo() {
    // Given
    applyAndAwaitKey("lost");
    String first = keyOf("lost");

    // When
    String second = afterItsSecretIsDeleted("lost", first);
    String third = afterItsSecretIsDeleted("lost", second);

    // Then
    FleetCluster.awaitTrue(
        "every pod takes the new text",
        () -> cluster.askAll(third, "hello").stream().allMatch(status -> status == 200));
    FleetCluster.awaitTrue(
        "an event tells of it",
        () ->
            cluster.all(Event.class).stream()
                .anyMatch(event ->
                    event.getRegarding().getName().equals("lost")
                        && event.getReason().equals("KeyRotated")));
  }

  private String afterItsSecretIsDeleted(String name, String text) {
    cluster.delete(Secret.class, name + "-key");
    FleetCluster.awaitTrue(
        "there is a new Secret",
        () -> cluster.find(Secret.class, name + "-key") != null && !keyOf(name).equals(text));
    return keyOf(name);
  }

  @Test
  @Tag("requirement-19")
  void theNewestOfSeveralQuickChangesWins() throws Exception {
    // Given
    try (EchoUpstream upstream = new EchoUpstream()) {
      serveVendor(upstream, "quick");

      // When
      for (int i = 1; i <= 5; i++) {
        cluster.apply(secret("quick", "planted-secret-" + i));
      }

      // Then
      awaitAuthorization(upstream, "quick", "Bearer planted-secret-5");
      cluster.stopOperator();
      cluster.apply(secret("quick", "planted-secret-6"));
      cluster.startOperator();
      awaitAuthorization(upstream, "quick", "Bearer planted-secret-6");
    }
  }

  @Test
  @Tag("requirement-53")
  void aKeyThatExpiresIsRefusedFromThenOnAlsoAfterARestart() {
    // Given
    Instant end = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
    cluster.apply(
        KEY.replace("name: me", "name: brief")
            .replace("spec: {", "spec: {expiresAt: \"" + end + "\", "));
    String text = keyOf("brief");
    FleetCluster.awaitTrue(
        "every pod takes the key",
        () -> cluster.askAll(text, "hello").stream().allMatch(status -> status == 200));

    // When
    FleetCluster.awaitTrue("the time has come", () -> Instant.now().isAfter(end));

    // Then
    assertThat(cluster.askAll(text, "hello")).containsOnly(401);
    PodProcess pod = cluster.pods().getFirst();
    int starts = pod.restarts();
    pod.kill();
    FleetCluster.awaitTrue(
        "the pod serves again", () -> pod.restarts() > starts && serves(pod, "hello"));
    assertThat(cluster.ask(pod, text, "hello").statusCode()).isEqualTo(401);
  }

  @Test
  void anObjectThatCannotBeReadTakesNothingElseAway() throws Exception {
    // Given
    applyAndAwaitRoute(route("healthy", "simulated"), "healthy");
    try {
      cluster.loosen(LlmRoute.class);

      // When
      cluster.apply(
          route("poison", "simulated")
              .replace("models: [poison]", "models: {later: form}\n  state: NotInventedYet"));
      applyAndAwaitRoute(
          route("healthy", "simulated").replace("[healthy]", "[healthy, healthier]"), "healthy");

      // Then
      assertThat(cluster.askAll(key, "healthier")).containsOnly(200);
      FleetCluster.awaitTrue(
          "the status says what cannot be read",
          () ->
              String.valueOf(cluster.raw("LlmRoute", "poison").get("status"))
                  .contains("spec.models, spec.state"));
    } finally {
      cluster.delete(LlmRoute.class, "poison");
      cluster.restore(LlmRoute.class);
    }
  }

  @Test
  void whileTheApiServerIsAwayPodsServeAndEvenRestart() throws Exception {
    // Given
    applyAndAwaitRoute(route("away", "simulated"), "away");
    List<PodProcess> pods = cluster.pods();
    Instant end = Instant.now().plusSeconds(30);
    cluster.pauseApiServer();
    try {
      // When
      pods.getFirst().restart();
      while (Instant.now().isBefore(end)) {
        assertThat(cluster.ask(pods.getLast(), key, "away").statusCode()).isEqualTo(200);
      }

      // Then
      assertThat(cluster.ask(pods.getFirst(), key, "away").statusCode()).isEqualTo(200);
      FleetCluster.awaitTrue("the operator gave up leading", cluster::hasLostTheLease);
    } finally {
      cluster.resumeApiServer();
    }
    cluster.stopOperator();
    cluster.startOperator();
    applyAndAwaitRoute(route("away", "simulated").replace("[away]", "[away, away-back]"), "away");
    assertThat(cluster.askAll(key, "away-back")).containsOnly(200);
  }

  @Test
  @Tag("requirement-28")
  void anOperatorThatIsKilledWhileItCopiesLeavesAWholeCopyToStartFrom() throws Exception {
    // Given
    applyAndAwaitRoute(route("kept", "simulated"), "kept");
    cluster.stopOperator();
    Process operator = cluster.startedOperatorProcess();
    CountDownLatch copying = new CountDownLatch(1);
    try (Watch _ = cluster.onChange(ConfigMap.class, "-boot-", copying::countDown)) {
      cluster.apply(route("kept", "simulated").replace("[kept]", "[kept, kept-too]"));

      // When
      assertThat(copying.await(60, TimeUnit.SECONDS)).isTrue();
      operator.destroyForcibly().waitFor();
    }
    PodProcess fresh = cluster.replacementOf(cluster.pods().getFirst());

    // Then
    FleetCluster.awaitTrue("the new pod serves the route", () -> serves(fresh, "kept"));
    cluster.startOperator();
    applyAndAwaitRoute(
        route("kept", "simulated").replace("[kept]", "[kept, kept-too, kept-three]"), "kept");
    assertThat(cluster.askAll(key, "kept-three")).containsOnly(200);
  }

  /** Nothing is published for it, so no pod has to confirm it anew. */
  @Test
  void anEditThatChangesNothingForPodsIsProgrammedAtOnce() {
    // Given
    applyAndAwaitRoute(route("same", "simulated"), "same");
    long before = generation(cluster.await(ConfigMap.class, "main-config-head", _ -> true));

    // When
    applyAndAwaitRoute(
        route("same", "simulated").replace("models: [same]", "models: [same]\n  timeouts: {}"),
        "same");

    // Then
    ConfigMap head = Objects.requireNonNull(cluster.find(ConfigMap.class, "main-config-head"));
    assertThat(generation(head)).isEqualTo(before);
  }

  /** The operator's own rights are enough for it; its pods find no table and are never ready. */
  @Test
  void aKeyOfAGatewayWithATableIsHeldUntilTheTableKnowsThatItIsGone() {
    // Given
    cluster.apply(
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmGateway
        metadata: {name: stored, namespace: $ns}
        spec:
          replicas: 1
          store:
            type: DynamoDB
            dynamoDb: {region: eu-central-1, endpoint: 'http://127.0.0.1:1', keyTable: k, usageTable: u}
        ---
        """
            + KEY.replace("name: me,", "name: stored,").replace("name: main", "name: stored"));
    ApiKey held =
        cluster.await(
            ApiKey.class, "stored", found -> found.hasFinalizer("dragoman.dev/key-store"));

    // When
    cluster.delete(ApiKey.class, "stored");
    cluster.delete(LlmGateway.class, "stored");

    // Then
    assertThat(held.isMarkedForDeletion()).isFalse();
    FleetCluster.awaitTrue("it is gone", () -> cluster.find(ApiKey.class, "stored") == null);
  }

  @Test
  void aQuotaHasAStatus() {
    // When
    cluster.apply(
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmQuota
        metadata: {name: team, namespace: $ns}
        spec: {gatewayRef: {name: main}}
        """);

    // Then
    LlmQuota quota =
        cluster.await(
            LlmQuota.class,
            "team",
            found ->
                found.getStatus() != null
                    && Objects.equals(found.getStatus().observedGeneration(), 1L));
    assertThat(Objects.requireNonNull(quota.getStatus()).conditions())
        .extracting(Condition::type)
        .contains("Accepted", "Ready");
  }

  /** Applying an object that is not there yet takes the right to create it as well. */
  private static List<String> rights(AuditLog.Request request) {
    String object = " " + request.group() + "/" + request.resource();
    return request.verb().equals("patch") && request.status() == 201
        ? List.of("patch" + object, "create" + object)
        : List.of(request.verb() + object);
  }

  /** Runs last: what the operator did for the tests before is what it needs its rights for. */
  @Test
  @Order(Integer.MAX_VALUE)
  void theChartGrantsWhatIsUsedAndNothingElse() {
    // Given
    cluster.apply(
        GATEWAY.replace(
            "replicas: 2", "upstreamCidrs: [127.0.0.0/8], autoscaling: {maxReplicas: 3}"));
    cluster.await(HorizontalPodAutoscaler.class, "main-gateway", _ -> true);
    cluster.apply(
        GATEWAY.replace(
            "replicas: 2",
            "upstreamCidrs: [127.0.0.0/8], replicas: 1, network: {policy: Disabled}"));
    FleetCluster.awaitTrue(
        "neither autoscaler nor budget nor network policy is left",
        () ->
            cluster.find(HorizontalPodAutoscaler.class, "main-gateway") == null
                && cluster.find(PodDisruptionBudget.class, "main-gateway") == null
                && cluster.find(NetworkPolicy.class, "main-gateway") == null);

    // When
    List<AuditLog.Request> requests = cluster.audit().of(cluster.operatorUser());
    Set<String> used = new TreeSet<>();
    requests.stream()
        .filter(request -> !ALLOWED_TO_EVERYBODY.equals(request.group()))
        .forEach(request -> used.addAll(rights(request)));
    used.addAll(ASKED_ELSEWHERE);

    // Then
    assertThat(requests.stream().filter(request -> request.status() == 403)).isEmpty();
    assertThat(cluster.granted()).containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  @Tag("requirement-52")
  void noSecretWasPrintedByAPodNorWrittenIntoAStatusOrAnEvent() throws Exception {
    // When
    StringBuilder shown = new StringBuilder();
    for (PodProcess pod : cluster.pods()) {
      shown.append(pod.output());
    }
    for (Class<? extends HasMetadata> kind : PUBLIC) {
      shown.append(cluster.admin.getKubernetesSerialization().asYaml(cluster.all(kind)));
    }

    // Then
    assertThat(shown.toString())
        .contains("hello")
        .doesNotContain("planted-secret")
        .doesNotContain(key)
        .doesNotContain(key.substring(key.lastIndexOf('-', key.length() - 8)));
  }
}
