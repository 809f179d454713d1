package dev.dragoman.admission;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A real kube-apiserver with its etcd, one for all tests of this JVM, gone when it ends. */
public final class ApiServer implements AutoCloseable {
  private static final int START_MILLIS = 120_000;
  private static final AtomicInteger NAMESPACES = new AtomicInteger();

  private final KubeAPIServer server;
  private final KubernetesClient client;
  private final Kubectl kubectl;
  private final KubeBinaries binaries;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ApiServer(KubeAPIServer server, KubeBinaries binaries, Path tools, Path kubeconfig)
      throws IOException {
    this.server = server;
    this.binaries = binaries;
    Files.writeString(kubeconfig, server.getKubeConfigYaml());
    this.kubectl = new Kubectl(tools.resolve("kubectl"), kubeconfig);
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
  }

  static ApiServer start(KubeBinaries binaries) throws IOException {
    Path directory = Path.of("target", "kube").toAbsolutePath();
    Path tools = binaries.linkBelow(directory);
    deleteCertificates(directory);
    KubeAPIServer server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(directory.toString())
                .withOfflineMode(true)
                .withStartupTimeout(START_MILLIS)
                .withApiServerFlags(AuditLog.flags(directory))
                .build());
    server.start();
    ApiServer started =
        new ApiServer(server, binaries, tools, directory.resolve("kubeconfig.yaml"));
    Runtime.getRuntime().addShutdownHook(new Thread(started::close));
    return started;
  }

  /** Old ones would be used again, also when they have expired. */
  private static void deleteCertificates(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{crt,key}")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  /** As a member of {@code system:masters}: nothing is forbidden to it. */
  public KubernetesClient client() {
    return client;
  }

  /** For programs that take one. */
  public Path kubeconfig() {
    return kubectl.kubeconfig();
  }

  /** What was asked of the server, and by whom. */
  public AuditLog audit() {
    return new AuditLog(kubectl.kubeconfig().resolveSibling(AuditLog.FILE));
  }

  /** The controllers of Kubernetes itself, until they are closed. */
  public ControllerManager startControllers() throws IOException {
    return ControllerManager.start(
        binaries.controllerManager().orElseThrow(), kubectl.kubeconfig());
  }

  /** With the rights of {@link #client}. */
  public Kubectl kubectl() {
    return kubectl;
  }

  /** A namespace of its own for one test. */
  public String newNamespace() {
    String name = "test-" + NAMESPACES.incrementAndGet();
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  /** Installs a definition, in place of an older one, and waits until its kind is served. */
  public CustomResourceDefinition install(String yaml) {
    CustomResourceDefinition definition =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
            .forceConflicts()
            .serverSideApply();
    return client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(definition.getMetadata().getName())
        .waitUntilCondition(ApiServer::isEstablished, 30, TimeUnit.SECONDS);
  }

  private static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(condition ->
                condition.getType().equals("Established") && condition.getStatus().equals("True"));
  }

  /**
   * Sends an object.
   *
   * @return the object as the server answers it
   * @throws KubernetesClientException for a refusal, with the server's status
   */
  Map<String, @Nullable Object> send(String method, String path, Map<String, ?> object) {
    return parse(client.raw(path, method, object));
  }

  /**
   * Whether it comes true in time: a changed definition is in force a moment after it is stored.
   */
  static boolean soon(BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(30);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        return false;
      }
    }
    return true;
  }

  boolean accepts(String method, String path, Map<String, ?> object) {
    try {
      send(method, path, object);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 422) {
        return false;
      }
      throw e;
    }
  }

  Map<String, @Nullable Object> get(String path) {
    return parse(client.raw(path, "GET", null));
  }

  private Map<String, @Nullable Object> parse(String json) {
    return TestFiles.yaml(json);
  }

  /** After the last test, and once more at the end of a JVM that is stopped before it. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      client.close();
      server.stop();
    }
  }
}
