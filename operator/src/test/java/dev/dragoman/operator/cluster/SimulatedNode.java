package dev.dragoman.operator.cluster;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A node of one namespace: takes the pods that nobody has yet, runs them as processes, probes them
 * and tells the API server, as scheduler and kubelet do. Honest about being a fake: there is no
 * container, no limit of memory, no network but loopback, and a preStop sleep is not slept.
 */
public final class SimulatedNode implements AutoCloseable {
  private static final Duration TURN = Duration.ofMillis(200);
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  /** A pod here ends when its last exchange does; tests do not wait ten minutes for one. */
  private static final long MOST_GRACE = 20;

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final Path folder;
  private final Map<String, String> names;
  private final HttpClient probes = HttpClient.newHttpClient();
  private final Map<String, PodProcess> processes = new ConcurrentHashMap<>();
  private final Thread turns = Thread.ofPlatform().name("node").daemon().unstarted(this::run);
  private final Thread end = new Thread(this::killAll);
  private volatile @Nullable RuntimeException broken;

  /**
   * Registers the node.
   *
   * @param client of an administrator
   * @param folder for volumes and logs
   * @param names addresses by host name, for its pods
   */
  public SimulatedNode(
      KubernetesClient client, String namespace, Path folder, Map<String, String> names) {
    this.client = client;
    this.namespace = namespace;
    this.name = "node-" + namespace;
    this.folder = folder;
    this.names = Map.copyOf(names);
    client
        .nodes()
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build())
        .create();
    Runtime.getRuntime().addShutdownHook(end);
    turns.start();
  }

  private void run() {
    try {
      while (true) {
        turn();
        TimeUnit.MILLISECONDS.sleep(TURN.toMillis());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      broken = new UncheckedIOException(e);
    } catch (RuntimeException e) {
      broken = e;
    }
  }

  private void turn() throws IOException, InterruptedException {
    List<Pod> pods;
    try {
      pods = client.pods().inNamespace(namespace).list().getItems();
    } catch (KubernetesClientException e) {
      // A node goes on by itself while nobody answers.
      return;
    }
    for (Pod pod : pods) {
      try {
        look(pod);
      } catch (KubernetesClientException e) {
        if (e.getCode() > 0
            && e.getCode() < HttpURLConnection.HTTP_INTERNAL_ERROR
            && e.getCode() != HttpURLConnection.HTTP_CONFLICT
            && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
          throw e;
        }
      }
    }
  }

  private void look(Pod pod) throws IOException, InterruptedException {
    String uid = pod.getMetadata().getUid();
    if (pod.getSpec().getNodeName() == null) {
      if (!pod.isMarkedForDeletion()) {
        bind(pod);
      }
      return;
    }
    if (!pod.getSpec().getNodeName().equals(name)) {
      return;
    }
    PodProcess process = processes.computeIfAbsent(uid, _ -> processOf(pod));
    if (pod.isMarkedForDeletion()) {
      Thread.ofVirtual().start(() -> end(pod, process));
      return;
    }
    boolean whole = process.refreshVolumes();
    if (whole && !process.isAlive()) {
      process.start();
    }
    tell(pod, process);
  }

  private void bind(Pod pod) {
    client
        .bindings()
        .inNamespace(namespace)
        .resource(
            new BindingBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(namespace)
                .endMetadata()
                .withNewTarget()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(name)
                .endTarget()
                .build())
        .create();
  }

  /** A pod that the node does not look after: whoever asks for it starts it. */
  public PodProcess unattended(Pod pod) {
    // Its name is the same in every run, unlike those of a Deployment's pods.
    return processOf(pod, pod.getMetadata().getUid());
  }

  private PodProcess processOf(Pod pod) {
    return processOf(pod, pod.getMetadata().getName());
  }

  private PodProcess processOf(Pod pod, String files) {
    int number = ADDRESSES.incrementAndGet();
    String address = "127.1." + number / 250 + "." + (1 + number % 250);
    return new PodProcess(client, pod, address, folder.resolve(files), names);
  }

  private void end(Pod pod, PodProcess process) {
    if (!processes.containsKey(pod.getMetadata().getUid() + "/ending")
        && processes.putIfAbsent(pod.getMetadata().getUid() + "/ending", process) == null) {
      try {
        Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
        process.stop(Math.min(MOST_GRACE, grace == null ? 0 : grace));
        client.resource(pod).withGracePeriod(0).delete();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void tell(Pod pod, PodProcess process) {
    PodStatus now = status(pod, process);
    PodStatus before = pod.getStatus();
    if (!Objects.equals(now.getPodIP(), before.getPodIP())
        || !Objects.equals(now.getPhase(), before.getPhase())
        || !readiness(now).equals(readiness(before))) {
      client.pods().resource(new PodBuilder(pod).withStatus(now).build()).updateStatus();
    }
  }

  private static String readiness(PodStatus status) {
    return status.getConditions().stream()
            .filter(condition -> condition.getType().equals("Ready"))
            .map(condition -> condition.getStatus())
            .findFirst()
            .orElse("")
        + status.getContainerStatuses().stream().mapToInt(one -> one.getRestartCount()).sum();
  }

  private PodStatus status(Pod pod, PodProcess process) {
    boolean ready = process.isAlive() && isReady(pod, process);
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    PodStatusBuilder status =
        new PodStatusBuilder(pod.getStatus())
            .withPhase(process.isAlive() ? "Running" : "Pending")
            .withPodIP(process.address())
            .withContainerStatuses(
                new ContainerStatusBuilder()
                    .withName("gateway")
                    .withImage(pod.getSpec().getContainers().getFirst().getImage())
                    .withImageID("process")
                    .withReady(ready)
                    .withRestartCount(process.restarts())
                    .build());
    status.removeMatchingFromConditions(
        condition -> List.of("Ready", "ContainersReady").contains(condition.getType()));
    for (String type : List.of("ContainersReady", "Ready")) {
      status.addToConditions(
          new PodConditionBuilder()
              .withType(type)
              .withStatus(ready ? "True" : "False")
              .withLastTransitionTime(now)
              .build());
    }
    return status.build();
  }

  private boolean isReady(Pod pod, PodProcess process) {
    Probe probe = pod.getSpec().getContainers().getFirst().getReadinessProbe();
    int port =
        pod.getSpec().getContainers().getFirst().getPorts().stream()
            .filter(one -> one.getName().equals(probe.getHttpGet().getPort().getStrVal()))
            .findFirst()
            .orElseThrow()
            .getContainerPort();
    URI url = URI.create("http://" + process.address() + ":" + port + probe.getHttpGet().getPath());
    try {
      return probes
              .send(
                  HttpRequest.newBuilder(url)
                      .timeout(Duration.ofSeconds(probe.getTimeoutSeconds()))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          == HttpURLConnection.HTTP_OK;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The pods that are not ending, by name. */
  public Map<String, PodProcess> pods() {
    RuntimeException failure = broken;
    if (failure != null) {
      throw failure;
    }
    Map<String, PodProcess> pods = new TreeMap<>();
    for (Pod pod : client.pods().inNamespace(namespace).list().getItems()) {
      PodProcess process = processes.get(pod.getMetadata().getUid());
      if (process != null && !pod.isMarkedForDeletion()) {
        pods.put(pod.getMetadata().getName(), process);
      }
    }
    return pods;
  }

  /** Whether every pod is ready since its container started last, and the API server knows it. */
  public boolean isQuiet() {
    return client.pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> name.equals(pod.getSpec().getNodeName()))
        .allMatch(this::isTold);
  }

  private boolean isTold(Pod pod) {
    PodProcess process = processes.get(pod.getMetadata().getUid());
    return process != null
        && process.isAlive()
        && !pod.isMarkedForDeletion()
        && readiness(pod.getStatus()).equals("True" + process.restarts());
  }

  private void killAll() {
    processes.values().forEach(PodProcess::kill);
  }

  @Override
  public void close() {
    turns.interrupt();
    killAll();
    Runtime.getRuntime().removeShutdownHook(end);
    client.nodes().withName(name).delete();
    client.pods().inNamespace(namespace).withGracePeriod(0).delete();
  }
}
