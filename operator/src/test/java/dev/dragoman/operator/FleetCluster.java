package dev.dragoman.operator;

import com.marcnuri.helm.TemplateCommand;
import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.AuditLog;
import dev.dragoman.admission.ControllerManager;
import dev.dragoman.operator.chart.Chart;
import dev.dragoman.operator.cluster.PodProcess;
import dev.dragoman.operator.cluster.SimulatedNode;
import dev.dragoman.operator.keys.StoreOpener;
import dev.dragoman.resources.Kinds;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.store.Store;
import dev.dragoman.store.memory.MemoryStore;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole product on one machine: the chart's objects on a real API server, the operator in this
 * process with the rights and the environment that the chart gives it, gateways as processes.
 */
final class FleetCluster implements AutoCloseable {
  /** Counts of usage alone are written a minute apart, after a look every half minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String RELEASE = "fleet";

  final KubernetesClient admin;

  /** Of the objects of tests. */
  final String namespace;

  final SimulatedNode node;
  private final TestNamespace objects;
  private final ApiServer server;
  private final ControllerManager controllers;
  private final Clock clock;
  private final String home;
  private final Deployment deployment;
  private final HttpClient http = HttpClient.newHttpClient();
  private final StoreOpener stores;
  private final AtomicBoolean leaseLost = new AtomicBoolean();
  private @Nullable KubernetesClient client;
  private @Nullable OperatorProcess operator;

  /** Installed by the chart's defaults: for all of the cluster. */
  FleetCluster(ApiServer server, Clock clock) throws IOException {
    this(server, clock, false);
  }

  /** Its tables are one store in memory, which pods do not see. */
  FleetCluster(ApiServer server, Clock clock, boolean namespaced) throws IOException {
    this(server, clock, namespaced, inMemory());
  }

  private static StoreOpener inMemory() {
    Store store = new MemoryStore();
    return _ -> store;
  }

  /**
   * @param namespaced whether the operator looks at the namespace of the tests alone, without a
   *     right of the whole cluster
   */
  FleetCluster(ApiServer server, Clock clock, boolean namespaced, StoreOpener stores)
      throws IOException {
    this.stores = stores;
    this.server = server;
    this.clock = clock;
    this.admin = server.client();
    for (Class<? extends CustomResource<?, ?>> kind : Kinds.ALL) {
      server.install(TestNamespace.definition(kind));
    }
    this.home = server.newNamespace();
    this.namespace = server.newNamespace();
    this.objects = new TestNamespace(admin, namespace);
    this.deployment = installed(namespaced);
    this.controllers = server.startControllers();
    Map<String, String> environment = environment();
    String service = environment.get("CONFIG_SERVICE") + "." + home + ".svc";
    this.node =
        new SimulatedNode(
            admin,
            namespace,
            Path.of("target", "node", namespace).toAbsolutePath(),
            Map.of(service, "127.0.0.1"));
    startOperator();
  }

  /** Applies the chart but for what would run as a pod; returns that. */
  private Deployment installed(boolean namespaced) throws IOException {
    TemplateCommand chart =
        Chart.DRAGOMAN
            .template(RELEASE, home)
            .set("config.port", freePort())
            .set("metrics.port", freePort());
    if (namespaced) {
      chart.set("operator.watchNamespaces[0]", namespace);
    }
    Deployment found = null;
    for (HasMetadata object : Chart.objects(chart.call())) {
      switch (object) {
        case Deployment it -> found = it;
        case PodDisruptionBudget _ -> {}
        default -> admin.resource(object).fieldManager("test").serverSideApply();
      }
    }
    return Objects.requireNonNull(found);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The pod of {@code helm test}, ready to be run. */
  PodProcess selfTest() throws IOException {
    TemplateCommand tests =
        Chart.DRAGOMAN.tests(RELEASE, home).set("config.port", environment().get("CONFIG_PORT"));
    Pod found = null;
    for (HasMetadata object : Chart.objects(tests.call())) {
      HasMetadata made = admin.resource(object).fieldManager("test").serverSideApply();
      found = made instanceof Pod pod ? pod : found;
    }
    return node.unattended(Objects.requireNonNull(found));
  }

  /** What the chart says to the operator's container. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    for (EnvVar variable :
        deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv()) {
      environment.put(variable.getName(), variable.getValue() == null ? "" : variable.getValue());
    }
    environment.put("POD_NAME", "operator-0");
    environment.put("POD_NAMESPACE", home);
    return environment;
  }

  /** The account that the operator runs as, as the API server knows it. */
  String operatorUser() {
    return "system:serviceaccount:" + home + ":" + account();
  }

  private String account() {
    return deployment.getSpec().getTemplate().getSpec().getServiceAccountName();
  }

  AuditLog audit() {
    return server.audit();
  }

  /** Each verb that the chart grants its account, with group and resource. */
  Set<String> granted() {
    Set<String> granted = new TreeSet<>();
    Stream.concat(
            admin
                .rbac()
                .clusterRoles()
                .withLabel("app.kubernetes.io/instance", RELEASE)
                .list()
                .getItems()
                .stream()
                .flatMap(role -> role.getRules().stream()),
            admin.rbac().roles().inNamespace(home).list().getItems().stream()
                .flatMap(role -> role.getRules().stream()))
        .forEach(rule ->
            rule.getVerbs()
                .forEach(verb ->
                    rule.getApiGroups()
                        .forEach(group ->
                            rule.getResources()
                                .forEach(resource ->
                                    granted.add(verb + " " + group + "/" + resource)))));
    return granted;
  }

  private String token() {
    return admin
        .serviceAccounts()
        .inNamespace(home)
        .withName(account())
        .tokenRequest(
            new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build())
        .getStatus()
        .getToken();
  }

  void startOperator() throws IOException {
    Config config =
        new ConfigBuilder(admin.getConfiguration())
            .withClientCertData(null)
            .withClientCertFile(null)
            .withClientKeyData(null)
            .withClientKeyFile(null)
            .withUsername(null)
            .withPassword(null)
            .withOauthToken(token())
            .build();
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    KubernetesClient ours = OperatorMain.client(config, meters);
    client = ours;
    leaseLost.set(false);
    OperatorProcess process =
        new OperatorProcess(
            ours,
            OperatorSettings.of(environment()),
            meters,
            clock,
            stores,
            () -> leaseLost.set(true));
    operator = process;
    process.start();
    awaitTrue("the operator leads", process::isLeading);
  }

  /** The operator as a process of its own, which can be killed; it leads when this returns. */
  Process startedOperatorProcess() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "operator", home).toAbsolutePath());
    Path kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
        users: [{name: u, user: {token: "%s"}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
            .formatted(admin.getMasterUrl(), token()));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                OperatorMain.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder.environment().put("POD_NAME", "operator-" + UUID.randomUUID());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    String metrics = "http://127.0.0.1:" + environment().get("METRICS_PORT") + "/metrics";
    awaitTrue("the operator's process leads", () -> says(metrics, "dragoman_operator_leader 1"));
    return process;
  }

  private boolean says(String url, String words) {
    try {
      return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
          .body()
          .contains(words);
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The API server answers nobody any more. */
  void pauseApiServer() throws IOException, InterruptedException {
    signalApiServer("-STOP");
  }

  void resumeApiServer() throws IOException, InterruptedException {
    signalApiServer("-CONT");
  }

  private static void signalApiServer(String signal) throws IOException, InterruptedException {
    long pid =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("/kube-apiserver"))
            .findFirst()
            .orElseThrow()
            .pid();
    if (new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor() != 0) {
      throw new IOException("kill " + signal + " failed");
    }
  }

  /** From now on any spec is taken, as if a later version had defined the kind. */
  void loosen(Class<? extends CustomResource<?, ?>> kind) throws IOException {
    CustomResourceDefinition definition =
        admin
            .getKubernetesSerialization()
            .unmarshal(TestNamespace.definition(kind), CustomResourceDefinition.class);
    Map<String, JSONSchemaProps> properties =
        definition
            .getSpec()
            .getVersions()
            .getFirst()
            .getSchema()
            .getOpenAPIV3Schema()
            .getProperties();
    properties.put(
        "spec",
        new JSONSchemaPropsBuilder()
            .withType("object")
            .withXKubernetesPreserveUnknownFields(true)
            .build());
    definition.getSpec().getVersions().getFirst().setSelectableFields(List.of());
    server.install(admin.getKubernetesSerialization().asYaml(definition));
  }

  /** The kind is as this version defines it. */
  void restore(Class<? extends CustomResource<?, ?>> kind) throws IOException {
    server.install(TestNamespace.definition(kind));
  }

  OperatorProcess operator() {
    return Objects.requireNonNull(operator);
  }

  boolean hasLostTheLease() {
    return leaseLost.get();
  }

  void stopOperator() {
    operator().close();
    Objects.requireNonNull(client).close();
  }

  void apply(String yaml) {
    objects.apply(yaml);
  }

  <T extends HasMetadata> void delete(Class<T> kind, String name) {
    admin.resources(kind).inNamespace(namespace).withName(name).delete();
  }

  <T extends HasMetadata> @Nullable T find(Class<T> kind, String name) {
    return objects.find(kind, name);
  }

  <T extends HasMetadata> T await(Class<T> kind, String name, Predicate<T> wanted) {
    return objects.await(kind, name, wanted);
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.all(kind);
  }

  /** Waits; says what did not come when time is over. */
  static void awaitTrue(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("in " + PATIENCE + " it did not come true that " + what);
      }
    }
  }

  /** Waits until all pods of a gateway are Ready and serve its newest configuration. */
  void awaitWhole(String gateway, int pods) {
    awaitTrue("all pods are ready", () -> node.isQuiet() && node.pods().size() == pods);
    await(
        LlmGateway.class,
        gateway,
        found ->
            found.getStatus() != null
                && found.getStatus().rollout() != null
                && Objects.equals(found.getStatus().rollout().summary(), pods + "/" + pods));
  }

  List<PodProcess> pods() {
    return List.copyOf(node.pods().values());
  }

  /** Deletes a pod; the one that takes its place. */
  PodProcess replacementOf(PodProcess old) {
    Map<String, PodProcess> before = node.pods();
    before.forEach((name, pod) -> {
      if (pod == old) {
        admin.pods().inNamespace(namespace).withName(name).delete();
      }
    });
    awaitTrue(
        "another pod took its place",
        () -> node.pods().keySet().stream().anyMatch(name -> !before.containsKey(name)));
    return node.pods().entrySet().stream()
        .filter(pod -> !before.containsKey(pod.getKey()))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /** Calls back at each change of an object whose name holds {@code part}. */
  <T extends HasMetadata> Watch onChange(Class<T> kind, String part, Runnable changed) {
    return admin
        .resources(kind)
        .inNamespace(namespace)
        .watch(
            new Watcher<>() {
              @Override
              public void eventReceived(Action action, T object) {
                if (action == Action.MODIFIED && object.getMetadata().getName().contains(part)) {
                  changed.run();
                }
              }

              @Override
              public void onClose(WatcherException cause) {
                // The test closes it, or fails by its own deadline.
              }
            });
  }

  /** An object as it is stored, also when this version cannot read it. */
  Map<String, Object> raw(String kind, String name) {
    return admin
        .genericKubernetesResources("dragoman.dev/v1alpha1", kind)
        .inNamespace(namespace)
        .withName(name)
        .get()
        .getAdditionalProperties();
  }

  /** Asks one pod by OpenAI's API. */
  HttpResponse<String> ask(PodProcess pod, String key, String model) {
    return send(request(pod, key, model, false));
  }

  /** Asks one pod by Anthropic's API. */
  HttpResponse<String> message(PodProcess pod, String key, String body) {
    return send(post(pod, "/v1/messages", key, body));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer from " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static HttpRequest request(PodProcess pod, String key, String model, boolean stream) {
    return post(
        pod,
        "/v1/chat/completions",
        key,
        """
        {"model":"%s","stream":%s,"messages":[{"role":"user","content":"Hello there"}]}
        """
            .formatted(model, stream));
  }

  private static HttpRequest post(PodProcess pod, String path, String key, String body) {
    return HttpRequest.newBuilder(URI.create("http://" + pod.address() + ":8000" + path))
        .header("authorization", "Bearer " + key)
        .header("content-type", "application/json")
        .timeout(Duration.ofSeconds(60))
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  HttpClient http() {
    return http;
  }

  /** Status codes of all pods, a question each. */
  List<Integer> askAll(String key, String model) {
    return pods().stream().map(pod -> ask(pod, key, model).statusCode()).toList();
  }

  @Override
  public void close() {
    stopOperator();
    objects.clear();
    node.close();
    controllers.close();
  }
}
