package dev.dragoman.operator.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one container of a gateway's pod as a process of this machine, with the pod's volumes,
 * environment and address: one of loopback, so that pods do not share ports.
 */
public final class PodProcess {
  private static final long END_SECONDS = 120;
  private static final String MAIN = "dev.dragoman.gateway.pod.GatewayPod";

  private final Pod pod;
  private final String address;
  private final Path folder;
  private final Map<String, String> names;
  private final Map<String, VolumeFiles> volumes = new HashMap<>();
  private volatile @Nullable Process process;
  private final AtomicInteger starts = new AtomicInteger();

  /**
   * @param names addresses by host name
   */
  PodProcess(
      KubernetesClient client, Pod pod, String address, Path folder, Map<String, String> names) {
    this.pod = pod;
    this.address = address;
    this.folder = folder;
    this.names = names;
    for (Volume volume : pod.getSpec().getVolumes()) {
      volumes.put(
          volume.getName(),
          new VolumeFiles(
              client, pod, volume, folder.resolve("volumes").resolve(volume.getName())));
    }
  }

  /** Where it listens. */
  public String address() {
    return address;
  }

  Path log() {
    return folder.resolve("log");
  }

  public int restarts() {
    return Math.max(0, starts.get() - 1);
  }

  boolean isAlive() {
    Process known = process;
    return known != null && known.isAlive();
  }

  /** Runs a container that ends by itself; its exit code. */
  public int runToEnd() throws IOException, InterruptedException {
    if (!refreshVolumes()) {
      throw new IllegalStateException("what the pod mounts is not there");
    }
    start();
    Process started = Objects.requireNonNull(process);
    if (!started.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      started.destroyForcibly();
      throw new AssertionError("the container does not end by itself: " + output());
    }
    return started.exitValue();
  }

  /** Whether all volumes that must be there are. */
  boolean refreshVolumes() throws IOException {
    boolean whole = true;
    for (VolumeFiles volume : volumes.values()) {
      whole &= volume.refresh();
    }
    return whole;
  }

  /** Starts the container, again if it has ended. */
  void start() throws IOException {
    if (starts.get() == 0) {
      writeHosts(names);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djdk.net.hosts.file=" + hosts(),
                "-Djava.io.tmpdir=" + folderOf("tmp"),
                "-cp",
                classPath(),
                MAIN));
    command.addAll(pod.getSpec().getContainers().getFirst().getArgs());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    process = builder.start();
    starts.incrementAndGet();
  }

  private Path hosts() {
    return folder.resolve("hosts");
  }

  private void writeHosts(Map<String, String> addresses) throws IOException {
    StringBuilder lines = new StringBuilder("127.0.0.1 localhost\n");
    addresses.forEach((host, ip) -> lines.append(ip).append(' ').append(host).append('\n'));
    Files.writeString(hosts(), lines);
  }

  /** From its next start it finds no operator, until it is {@link #connect connected}. */
  public void cutOff() throws IOException {
    writeHosts(Map.of());
  }

  /** It finds the operator again. */
  public void connect() throws IOException {
    writeHosts(names);
  }

  /** That of the tests without the operator: the gateway's process has none of it. */
  private static String classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String operator = Path.of("target").toAbsolutePath().toString();
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(entry -> !entry.startsWith(operator))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Map<String, String> environment() {
    Container container = pod.getSpec().getContainers().getFirst();
    Map<String, String> environment = new TreeMap<>();
    for (EnvVar variable : container.getEnv()) {
      environment.put(variable.getName(), here(value(variable), container.getVolumeMounts()));
    }
    environment.put("HOST", address);
    return environment;
  }

  private String value(EnvVar variable) {
    if (variable.getValueFrom() == null) {
      return variable.getValue() == null ? "" : variable.getValue();
    }
    String path = variable.getValueFrom().getFieldRef().getFieldPath();
    return switch (path) {
      case "metadata.name" -> pod.getMetadata().getName();
      case "metadata.uid" -> pod.getMetadata().getUid();
      default -> throw new IllegalStateException("the node knows no field such as " + path);
    };
  }

  /** There is no file system of the container's own: paths below a mount are those here. */
  private String here(String value, List<VolumeMount> mounts) {
    for (VolumeMount mount : mounts) {
      if (value.equals(mount.getMountPath()) || value.startsWith(mount.getMountPath() + "/")) {
        return folderOf(mount.getName()) + value.substring(mount.getMountPath().length());
      }
    }
    return value;
  }

  private Path folderOf(String volume) {
    return Objects.requireNonNull(volumes.get(volume), volume).folder();
  }

  /** SIGTERM, and SIGKILL when it takes longer than it may. */
  void stop(long seconds) throws InterruptedException {
    Process known = process;
    if (known == null) {
      return;
    }
    known.destroy();
    if (!known.waitFor(seconds, TimeUnit.SECONDS)) {
      known.destroyForcibly();
      known.waitFor();
    }
  }

  /** SIGKILL, as when the node runs out of memory. */
  public void kill() {
    Process known = process;
    if (known != null) {
      known.destroyForcibly();
    }
  }

  /** Kills the container and starts it again, as the node does whoever else is away. */
  public void restart() throws IOException, InterruptedException {
    stop(0);
    start();
  }

  /** Of the process that runs, or ran last. */
  public long pid() {
    return Objects.requireNonNull(process).pid();
  }

  /** What the process has printed. */
  public String output() throws IOException {
    return Files.exists(log()) ? Files.readString(log()) : "";
  }
}
