package dev.dragoman.admission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * kube-apiserver, etcd and kubectl, where {@code .ci/kube-apiserver} leaves them: {@code
 * DIR/k8s/<version>-<os>-<arch>/}.
 */
record KubeBinaries(Path folder) {
  private static final List<String> TOOLS = List.of("kube-apiserver", "etcd", "kubectl");

  /** Not everywhere: tests that need it are skipped without it. */
  private static final String CONTROLLERS = "kube-controller-manager";

  /** DIR is the system property or environment variable of this name, else the cache. */
  static final String SETTING = "KUBE_API_TEST_DIR";

  static Path directory() {
    return ProvidedTools.directory(SETTING, "kube");
  }

  static Optional<KubeBinaries> find() throws IOException {
    Path versions = directory().resolve("k8s");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(versions)) {
      return folders
          .filter(folder -> folder.toString().endsWith(platform()))
          .filter(KubeBinaries::isComplete)
          .max(Comparator.naturalOrder())
          .map(KubeBinaries::new);
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    return (system.startsWith("mac") ? "-darwin-" : "-linux-")
        + (machine.equals("aarch64") ? "arm64" : machine);
  }

  private static boolean isComplete(Path folder) {
    return TOOLS.stream().allMatch(tool -> Files.isExecutable(folder.resolve(tool)));
  }

  /** kube-controller-manager, where it is there too. */
  Optional<Path> controllerManager() {
    return Optional.of(folder.resolve(CONTROLLERS)).filter(Files::isExecutable);
  }

  /** Links them below a directory of this build: the server writes its certificates beside them. */
  Path linkBelow(Path directory) throws IOException {
    Path target = directory.resolve("k8s").resolve(folder.getFileName());
    Files.createDirectories(target);
    for (String tool : TOOLS) {
      Path link = target.resolve(tool);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, folder.resolve(tool).toAbsolutePath());
    }
    return target;
  }
}
