package dev.dragoman.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.operator.cluster.PodProcess;
import dev.dragoman.operator.keys.LocalTables;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.UsageStatus;
import dev.dragoman.store.local.DynamoLocal;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** A fleet that goes from memory to DynamoDB, and what its key spends there. */
@NeedsApiServer(controllers = true)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class StoredFleetTest {
  private static final int PODS = 2;

  /** A thousandth of a dollar for each token of an answer. */
  private static final String PROVIDER =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: simulated, namespace: $ns}
      spec:
        protocol: Simulated
        simulated: {tokenInterval: 1ms}
        models:
        - {name: hello, price: {currency: USD, rates: {input: "0", output: "1000"}}}
      """;

  private static final String FREE_KEY = SmallFleet.KEY.replace("name: me", "name: free");

  private static final String QUESTION =
      """
      {"model":"hello","max_tokens":5,
       "messages":[{"role":"user","content":"one two three four five six seven eight"}]}
      """;

  private final DynamoLocal dynamo = DynamoLocal.start();
  private final StoreEntry.DynamoDb tables = dynamo.freshTables();
  private FleetCluster cluster;
  private ApiServer server;
  private String key = "";

  @BeforeAll
  void start(ApiServer apiServer) throws IOException {
    server = apiServer;
    cluster = new FleetCluster(server, Clock.systemUTC(), false, LocalTables::open);
    cluster.apply(
        String.join("---\n", gateway("", ""), PROVIDER, key("0.1"), FREE_KEY, SmallFleet.ROUTE));
    cluster.awaitWhole("main", PODS);
    key = keyOf("me");
  }

  private String keyOf(String name) {
    Secret secret = cluster.await(Secret.class, name + "-key", _ -> true);
    return new String(
        Base64.getDecoder().decode(secret.getData().get("api-key")), StandardCharsets.UTF_8);
  }

  @AfterAll
  void end() {
    cluster.close();
    dynamo.close();
  }

  private static String gateway(String annotations, String store) {
    return """
    apiVersion: dragoman.dev/v1alpha1
    kind: LlmGateway
    metadata: {name: main, namespace: $ns, annotations: {%s}}
    spec:
      replicas: %d
      pod:
        extraEnv:
        - {name: AWS_ACCESS_KEY_ID, value: local}
        - {name: AWS_SECRET_ACCESS_KEY, value: local}
    %s
    """
        .formatted(annotations, PODS, store);
  }

  private String store() {
    return """
      store:
        type: DynamoDB
        dynamoDb: {region: %s, endpoint: "%s", keyTable: %s, usageTable: %s}
    """
        .formatted(tables.region(), tables.endpoint(), tables.keyTable(), tables.usageTable());
  }

  private static String key(String dollars) {
    return """
    apiVersion: dragoman.dev/v1alpha1
    kind: ApiKey
    metadata: {name: me, namespace: $ns}
    spec:
      gatewayRef: {name: main}
      routes: [{name: "*"}]
      models: ["*"]
      budgets: [{name: month, period: Month, cost: {amount: "%s", currency: USD}}]
    """
        .formatted(dollars);
  }

  private static Optional<String> storeChanging(LlmGateway gateway) {
    return Objects.requireNonNull(gateway.getStatus()).conditions().stream()
        .filter(condition -> condition.type().equals("StoreChanging"))
        .map(Condition::message)
        .findFirst();
  }

  private void awaitAnswer(int status) {
    for (PodProcess pod : cluster.pods()) {
      FleetCluster.awaitTrue(
          "pod " + pod.address() + " answers " + status,
          () -> cluster.message(pod, key, QUESTION).statusCode() == status);
    }
  }

  /** How long after a change of the budget all pods obey it. */
  private Duration taken(String dollars, int status) {
    long start = System.nanoTime();
    cluster.apply(key(dollars));
    awaitAnswer(status);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private String row() {
    try {
      return server.kubectl().run("get", "apikeys", "me", "-n", cluster.namespace).output();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private UsageStatus awaitUsage(Predicate<UsageStatus> wanted) {
    ApiKey found =
        cluster.await(
            ApiKey.class,
            "me",
            one -> {
              @Nullable UsageStatus usage =
                  one.getStatus() == null ? null : one.getStatus().usage();
              return usage != null && wanted.test(usage);
            });
    return Objects.requireNonNull(Objects.requireNonNull(found.getStatus()).usage());
  }

  @Test
  @Order(1)
  void anotherStoreIsSaidUntilEveryPodUsesIt() {
    // Given: pods are kept at the generation that they run
    LlmGateway before = Objects.requireNonNull(cluster.find(LlmGateway.class, "main"));
    Long generation =
        Objects.requireNonNull(Objects.requireNonNull(before.getStatus()).config()).generation();
    String hold = "dragoman.dev/hold-generation: \"" + generation + "\"";
    String free = keyOf("free");

    // When
    cluster.apply(gateway(hold, store()));
    LlmGateway changing =
        cluster.await(
            LlmGateway.class,
            "main",
            found -> found.getStatus() != null && storeChanging(found).isPresent());

    // Then
    assertThat(storeChanging(changing))
        .contains(
            "pods go from the store Memory to DynamoDB (%s, %s); 0/%d ready pods use it"
                .formatted(tables.keyTable(), tables.usageTable(), PODS));

    // When
    cluster.apply(gateway("", store()));
    Set<Integer> answers = new TreeSet<>();
    cluster.await(
        LlmGateway.class,
        "main",
        found -> {
          answers.addAll(cluster.askAll(free, "hello"));
          return found.getStatus() != null && storeChanging(found).isEmpty();
        });

    // Then
    awaitAnswer(200);
    answers.addAll(cluster.askAll(free, "hello"));
    assertThat(answers).as("no key was unknown meanwhile").doesNotContain(401).contains(200);
  }

  @Test
  @Order(2)
  @Tag("requirement-64")
  void aSpentBudgetShowsInKubectlAndRaisingItLetsTheNextRequestPass() {
    // Given
    awaitAnswer(402);

    // When
    FleetCluster.awaitTrue(
        "kubectl shows spend and percent",
        () -> row().matches("(?s).*\\nme +Active +True +0\\.\\d+ +[1-9]\\d* .*"));
    String spent = row();
    Duration raised = taken("5", 200);
    Duration lowered = taken("0.01", 402);

    // Then
    List<String> columns = List.of(spent.lines().findFirst().orElseThrow().split(" +", -1));
    assertThat(columns).contains("SPEND", "BUDGET%", "LAST-USED");
    UsageStatus usage =
        awaitUsage(found -> Objects.requireNonNullElse(found.limitedRequests(), 0L) > 0);
    assertThat(usage.budget()).isEqualTo("month");
    System.out.printf(
        "%sa raised budget let requests pass on %d pods after %d ms, a lowered one refused them"
            + " after %d ms%n",
        spent, PODS, raised.toMillis(), lowered.toMillis());
  }
}
