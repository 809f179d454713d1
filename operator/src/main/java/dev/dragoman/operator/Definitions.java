package dev.dragoman.operator;

import dev.dragoman.resources.Kinds;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The definitions of the resources in the cluster. Those that are older than this operator would
 * drop fields that it writes and that users think they set, so it waits for newer ones; definitions
 * that are newer than the operator hold all that it knows.
 */
final class Definitions {
  private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final boolean readable;
  private volatile @Nullable String problem;

  /**
   * @param readable whether this operator may read definitions; they belong to the cluster, and the
   *     rights of one that looks at some namespaces end there
   */
  Definitions(KubernetesClient client, boolean readable) {
    this.client = client;
    this.readable = readable;
  }

  /** What is waited for, in one line; null when nothing is. */
  @Nullable String problem() {
    return problem;
  }

  /**
   * Returns as soon as all definitions are as new as this operator.
   *
   * @throws IllegalStateException when the thread is interrupted
   */
  void await() {
    if (!readable) {
      LOG.atWarn().log("definitions are not checked: this operator may not read them");
      return;
    }
    try {
      for (String found = look(); found != null; found = look()) {
        if (!found.equals(problem)) {
          LOG.atWarn().addKeyValue("problem", found).log("waiting");
        }
        problem = found;
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
      problem = null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting for definitions", e);
    }
  }

  private @Nullable String look() {
    try {
      List<String> old =
          Kinds.ALL.stream()
              .map(Kinds::definition)
              .map(name -> outdated(name, find(name)))
              .filter(Objects::nonNull)
              .toList();
      return old.isEmpty()
          ? null
          : old.stream().collect(Collectors.joining(", "))
              + "; this operator needs schema revision "
              + Kinds.SCHEMA_REVISION
              + ": upgrade the chart dragoman-crds";
    } catch (KubernetesClientException e) {
      return e.getCode() == 0
          ? "the API server does not answer"
          : "the definitions cannot be read, the API server answered " + e.getCode();
    }
  }

  private @Nullable CustomResourceDefinition find(String name) {
    return client.apiextensions().v1().customResourceDefinitions().withName(name).get();
  }

  private static @Nullable String outdated(
      String name, @Nullable CustomResourceDefinition definition) {
    if (definition == null) {
      return name + " is not installed";
    }
    Map<String, String> annotations = definition.getMetadata().getAnnotations();
    String revision =
        annotations == null ? null : annotations.get(Kinds.SCHEMA_REVISION_ANNOTATION);
    if (revision == null || !revision.matches("[0-9]{1,9}")) {
      return name + " has no schema revision";
    }
    return Integer.parseInt(revision) < Kinds.SCHEMA_REVISION
        ? name + " has schema revision " + revision
        : null;
  }
}
