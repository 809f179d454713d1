package dev.dragoman.operator.gitops;

import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The files of {@code charts/dragoman/gitops}. */
final class GitOpsFiles {
  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  static final Path ARGO_SETTINGS = file("argocd/argocd-cm.yaml");
  private static final String HEALTH = "resource.customizations.health.";
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private GitOpsFiles() {}

  private static Path file(String name) {
    return REPOSITORY.resolve("charts/dragoman/gitops").resolve(name);
  }

  /** The kinds that there are, by the definitions that are installed. */
  static Set<String> kinds() throws IOException {
    Set<String> kinds = new TreeSet<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(REPOSITORY.resolve("crds/manifests"), "*.yaml")) {
      for (Path file : files) {
        CustomResourceDefinition definition =
            YAML.unmarshal(Files.readString(file), CustomResourceDefinition.class);
        kinds.add(definition.getSpec().getNames().getKind());
      }
    }
    return kinds;
  }

  /** Argo CD's health checks by {@code group_Kind}. */
  static Map<String, LuaCheck> argoChecks() throws IOException {
    ConfigMap settings = YAML.unmarshal(Files.readString(ARGO_SETTINGS), ConfigMap.class);
    Map<String, LuaCheck> checks = new TreeMap<>();
    settings
        .getData()
        .forEach((key, script) -> checks.put(key.substring(HEALTH.length()), new LuaCheck(script)));
    return checks;
  }

  /** That of one kind of ours. */
  static LuaCheck argoCheck(String kind) throws IOException {
    return Objects.requireNonNull(argoChecks().get("dragoman.dev_" + kind), kind);
  }

  /** Flux' health check of one kind of ours. */
  static CelCheck fluxCheck(String kind)
      throws IOException, CelValidationException, CelEvaluationException {
    return Objects.requireNonNull(fluxChecks().get("dragoman.dev/v1alpha1/" + kind), kind);
  }

  /** Flux' health checks by {@code apiVersion/Kind}. */
  static Map<String, CelCheck> fluxChecks()
      throws IOException, CelValidationException, CelEvaluationException {
    Map<String, CelCheck> checks = new TreeMap<>();
    for (GenericKubernetesResource object : objects("flux/kustomizations.yaml")) {
      List<Map<String, String>> entries = object.get("spec", "healthCheckExprs");
      for (Map<String, String> entry : entries == null ? List.<Map<String, String>>of() : entries) {
        checks.put(entry.get("apiVersion") + "/" + entry.get("kind"), CelCheck.of(entry));
      }
    }
    return checks;
  }

  /** The objects of one file, in its order. */
  static List<GenericKubernetesResource> objects(String name) throws IOException {
    return Pattern.compile("(?m)^---$")
        .splitAsStream(Files.readString(file(name)))
        .map(document -> YAML.unmarshal(document, GenericKubernetesResource.class))
        .toList();
  }
}
