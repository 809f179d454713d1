package dev.dragoman.operator.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A chart of the project as {@code helm template} and {@code helm lint} see it. */
public enum Chart {
  DRAGOMAN("dragoman"),
  CRDS("dragoman-crds");

  static final String RELEASE = "llm";
  private static final String OLDEST_KUBERNETES = "1.31.0";
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final Path folder;

  Chart(String name) {
    this.folder = repository().resolve("charts").resolve(name);
  }

  /** The folder above this module's, which tests are started in. */
  static Path repository() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  Path folder() {
    return folder;
  }

  /** The files of values that stand for the ways in which people install the chart. */
  List<Path> valueFiles() {
    return valueFiles(folder);
  }

  /** Those of the chart of any folder. */
  static List<Path> valueFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder.resolve("ci"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LintResult lint() {
    return new Helm(folder).lint().strict().call();
  }

  /** {@code helm template} without definitions. */
  TemplateCommand template(String namespace) {
    return template(RELEASE, namespace);
  }

  /** As before, of a release of any name. */
  public TemplateCommand template(String release, String namespace) {
    return template(folder, release, namespace);
  }

  /**
   * What {@code helm test} makes. Hooks are no part of a rendering, so these are rendered from a
   * chart in which they are none.
   */
  public TemplateCommand tests(String release, String namespace) throws IOException {
    Path copy = Path.of("target", "helm-test").toAbsolutePath();
    Files.createDirectories(copy.resolve("templates"));
    for (String file : List.of("Chart.yaml", "values.yaml", "templates/_helpers.tpl")) {
      Files.copy(folder.resolve(file), copy.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    String hooks = Files.readString(folder.resolve("templates/tests/selftest.yaml"));
    Files.writeString(
        copy.resolve("templates/selftest.yaml"),
        hooks.replaceAll("(?m)^ +helm\\.sh/hook.*\\n", ""));
    return template(copy, release, namespace);
  }

  /** The chart of any folder, such as one of an older version. */
  static TemplateCommand template(Path folder, String release, String namespace) {
    return new Helm(folder)
        .template()
        .withName(release)
        .withNamespace(namespace)
        .withKubeVersion(OLDEST_KUBERNETES)
        .skipCrds();
  }

  /** The objects of a rendering, each read into the class of its kind. */
  public static List<HasMetadata> objects(String yaml) {
    return documents(yaml).<HasMetadata>map(YAML::unmarshal).toList();
  }

  /** The objects of a rendering with all their fields, known or not. */
  static List<GenericKubernetesResource> trees(String yaml) {
    return documents(yaml)
        .map(document -> YAML.unmarshal(document, GenericKubernetesResource.class))
        .toList();
  }

  private static Stream<String> documents(String yaml) {
    return Pattern.compile("(?m)^---$")
        .splitAsStream(yaml)
        .filter(document ->
            document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")));
  }

  /** One object in the class of its kind. */
  static <T> T object(Class<T> type, String yaml) {
    return YAML.unmarshal(yaml, type);
  }

  /** The objects of one class. */
  static <T> List<T> all(Class<T> type, String yaml) {
    return objects(yaml).stream().filter(type::isInstance).map(type::cast).toList();
  }
}
