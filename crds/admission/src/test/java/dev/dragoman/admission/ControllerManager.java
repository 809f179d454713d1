package dev.dragoman.admission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real kube-controller-manager with the controllers that make pods of a Deployment and collect
 * what nobody owns any more. None of them needs a node.
 */
public final class ControllerManager implements AutoCloseable {
  private static final List<String> CONTROLLERS =
      List.of(
          "deployment-controller",
          "replicaset-controller",
          "garbage-collector-controller",
          "disruption-controller",
          "endpointslice-controller");

  private final Process process;
  private final Thread end = new Thread(this::stop);

  private ControllerManager(Process process) {
    this.process = process;
    Runtime.getRuntime().addShutdownHook(end);
  }

  static ControllerManager start(Path binary, Path kubeconfig) throws IOException {
    return new ControllerManager(
        new ProcessBuilder(
                binary.toString(),
                "--kubeconfig=" + kubeconfig,
                "--leader-elect=false",
                "--secure-port=0",
                "--kube-api-qps=200",
                "--kube-api-burst=400",
                "--controllers=" + String.join(",", CONTROLLERS))
            .redirectErrorStream(true)
            .redirectOutput(kubeconfig.resolveSibling("kube-controller-manager.log").toFile())
            .start());
  }

  private void stop() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    stop();
    Runtime.getRuntime().removeShutdownHook(end);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("kube-controller-manager does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
