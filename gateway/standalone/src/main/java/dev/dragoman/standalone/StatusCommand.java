package dev.dragoman.standalone;

import dev.dragoman.gateway.ProcessLogs;
import dev.dragoman.standalone.cluster.ClusterChoice;
import dev.dragoman.standalone.cluster.ClusterReader;
import dev.dragoman.standalone.cluster.ClusterUnreadableException;
import dev.dragoman.standalone.cluster.Found;
import dev.dragoman.standalone.start.StartRefused;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code dragoman status}: what a cluster has in force, and what not and why. Exit code 1 when
 * something is not.
 */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = DragomanCommand.VersionText.class,
    description = "Say what is in force in a cluster, and what is not and why.",
    footer = {
      "",
      "Reads the objects of all five kinds, changes nothing. A gateway names the pods that do not",
      "run what was published. Exit code 0: all is in force; 1: not all; 2: the command line is",
      "wrong or the cluster cannot be asked."
    })
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Default: $KUBECONFIG, else ~/.kube/config.")
  private @Nullable Path kubeconfig;

  @Option(names = "--context", paramLabel = "NAME", description = "Of the kubeconfig.")
  private @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Only this one. Default: all.")
  private @Nullable String namespace;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private OutputForm form = OutputForm.text;

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    // It says of each kind that its version is an alpha; what a command has to say is printed.
    ProcessLogs.silence("io.fabric8");
    List<Found> found;
    try {
      found = ClusterReader.read(new ClusterChoice(file(), context, namespace));
    } catch (ClusterUnreadableException e) {
      throw StartRefused.misconfigured(List.of(String.valueOf(e.getMessage())));
    }
    Terminal terminal = surroundings.terminal();
    switch (form) {
      case json -> terminal.out().println(JsonText.of(StatusText.fields(found)));
      case text -> terminal.out().print(StatusText.of(found));
    }
    terminal.out().flush();
    return found.stream().allMatch(Found::isInForce) ? 0 : StartRefused.FAILURE;
  }

  private Path file() {
    if (kubeconfig != null) {
      return kubeconfig;
    }
    String named = surroundings.environment().getOrDefault("KUBECONFIG", "");
    if (named.indexOf(File.pathSeparatorChar) >= 0) {
      throw StartRefused.misconfigured(
          List.of("KUBECONFIG names several files; give one of them with --kubeconfig"));
    }
    return named.isEmpty() ? surroundings.home().resolve(".kube/config") : Path.of(named);
  }
}
