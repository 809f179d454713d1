package dev.dragoman.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which order Argo CD and Flux bring what, and that both find it. */
class OrderTest {

  @Test
  void argoBringsDefinitionsOperatorAndObjectsInThreeWaves() throws Exception {
    Map<String, String> waves = new LinkedHashMap<>();
    for (GenericKubernetesResource application : GitOpsFiles.objects("argocd/applications.yaml")) {
      Map<String, String> annotations = application.getMetadata().getAnnotations();
      waves.put(
          application.getMetadata().getName(), annotations.get("argocd.argoproj.io/sync-wave"));
    }
    assertThat(waves)
        .containsExactly(
            Map.entry("dragoman-crds", "-1"), Map.entry("dragoman", "0"), Map.entry("llm", "1"));
  }

  @Test
  void argoComparesOnTheServerWhereTheServerPutsDefaults() throws Exception {
    assertThat(GitOpsFiles.objects("argocd/applications.yaml"))
        .filteredOn(one -> !one.getMetadata().getName().equals("dragoman-crds"))
        .hasSize(2)
        .allSatisfy(one ->
            assertThat(one.getMetadata().getAnnotations())
                .containsEntry("argocd.argoproj.io/compare-options", "ServerSideDiff=true"));
  }

  @Test
  void argoNeitherPrunesDefinitionsNorTakesThoseOfTheChart() throws Exception {
    List<GenericKubernetesResource> applications = GitOpsFiles.objects("argocd/applications.yaml");
    assertThat(applications.get(0).<Boolean>get("spec", "syncPolicy", "automated", "prune"))
        .isFalse();
    assertThat(applications.get(1).<Boolean>get("spec", "source", "helm", "skipCrds")).isTrue();
  }

  @Test
  void theChartsAreWhereBothLookForThem() throws Exception {
    for (GenericKubernetesResource one : GitOpsFiles.objects("argocd/applications.yaml")) {
      String path = one.get("spec", "source", "path");
      if (path.startsWith("charts/")) {
        assertThat(GitOpsFiles.REPOSITORY.resolve(path).resolve("Chart.yaml")).exists();
      }
    }
    for (GenericKubernetesResource one : GitOpsFiles.objects("flux/releases.yaml")) {
      String path = one.get("spec", "chart", "spec", "chart");
      assertThat(GitOpsFiles.REPOSITORY.resolve(path).resolve("Chart.yaml")).exists();
    }
  }

  @Test
  void fluxWaitsForTheOneBefore() throws Exception {
    List<GenericKubernetesResource> releases = GitOpsFiles.objects("flux/releases.yaml");
    assertThat(releases.get(1).<Object>get("spec", "dependsOn"))
        .isEqualTo(List.of(Map.of("name", releases.get(0).getMetadata().getName())));
    List<GenericKubernetesResource> steps = GitOpsFiles.objects("flux/kustomizations.yaml");
    assertThat(steps.get(1).<Object>get("spec", "dependsOn"))
        .isEqualTo(List.of(Map.of("name", steps.get(0).getMetadata().getName())));
    assertThat(steps).allSatisfy(step -> assertThat(step.<Boolean>get("spec", "wait")).isTrue());
  }
}
