package dev.dragoman.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {
  private static final String NAMESPACE = "dragoman-system";

  static List<Path> values() {
    return Chart.DRAGOMAN.valueFiles();
  }

  private static String rendered(Path values) {
    return Chart.DRAGOMAN.template(NAMESPACE).withValuesFile(values).call();
  }

  private static String byDefault() {
    return Chart.DRAGOMAN.template(NAMESPACE).call();
  }

  private static Deployment operator(String yaml) {
    return Chart.all(Deployment.class, yaml).getFirst();
  }

  private static Pod selfTest(Path values) throws IOException {
    String yaml = Chart.DRAGOMAN.tests(Chart.RELEASE, NAMESPACE).withValuesFile(values).call();
    return Chart.all(Pod.class, yaml).getFirst();
  }

  /** What the operator's Service and Deployment select is the operator. */
  @ParameterizedTest
  @MethodSource("values")
  void theSelfTestIsNotTakenForAnOperator(Path values) throws IOException {
    Map<String, String> selector =
        operator(rendered(values)).getSpec().getSelector().getMatchLabels();
    assertThat(selfTest(values).getMetadata().getLabels().entrySet())
        .doesNotContainAnyElementsOf(
            selector.entrySet().stream()
                .filter(label -> !label.getKey().equals("app.kubernetes.io/instance"))
                .toList());
  }

  private static Map<String, String> environment(Container container) {
    Map<String, String> values = new TreeMap<>();
    for (EnvVar variable : container.getEnv()) {
      values.put(variable.getName(), String.valueOf(variable.getValue()));
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void lintFindsNothing(Chart chart) {
    assertThat(chart.lint().isFailed()).as(chart.lint().getMessages().toString()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("values")
  @Tag("requirement-68")
  void twoRendersAreTheSame(Path values) {
    assertThat(rendered(values)).isEqualTo(rendered(values));
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyObjectHasItsNamespaceAndTheRecommendedLabels(Path values) {
    for (HasMetadata object : Chart.objects(rendered(values))) {
      assertThat(object.getMetadata().getLabels())
          .as(object.getKind())
          .containsKeys("app.kubernetes.io/name", "app.kubernetes.io/instance")
          .containsEntry("app.kubernetes.io/managed-by", "Helm");
      if (!(object instanceof ClusterRole) && !(object instanceof ClusterRoleBinding)) {
        assertThat(object.getMetadata().getNamespace()).as(object.getKind()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  @Tag("requirement-74")
  void theOperatorMeetsTheRestrictedProfile(Path values) {
    // Given: kubernetes.io, Pod Security Standards, restricted
    meetsTheRestrictedProfile(operator(rendered(values)).getSpec().getTemplate().getSpec());
  }

  @ParameterizedTest
  @MethodSource("values")
  @Tag("requirement-74")
  void theSelfTestMeetsItToo(Path values) throws IOException {
    meetsTheRestrictedProfile(selfTest(values).getSpec());
  }

  private static void meetsTheRestrictedProfile(PodSpec pod) {
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    for (Container container : pod.getContainers()) {
      assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
      assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    }
    assertThat(pod.getVolumes())
        .allSatisfy(volume ->
            assertThat(volume.getEmptyDir() == null ? volume.getProjected() : volume.getEmptyDir())
                .isNotNull());
  }

  @ParameterizedTest
  @MethodSource("values")
  void noRuleIsAWildcardAndNoneCanRaiseItself(Path values) {
    // Given
    String yaml = rendered(values);
    List<PolicyRule> rules =
        Stream.concat(
                Chart.all(ClusterRole.class, yaml).stream().flatMap(r -> r.getRules().stream()),
                Chart.all(Role.class, yaml).stream().flatMap(r -> r.getRules().stream()))
            .toList();

    // Then
    assertThat(rules).isNotEmpty();
    for (PolicyRule rule : rules) {
      assertThat(rule.getVerbs()).doesNotContain("*", "escalate", "bind", "impersonate");
      assertThat(rule.getResources()).doesNotContain("*", "pods/exec", "nodes");
      assertThat(rule.getApiGroups()).doesNotContain("*");
    }
  }

  @Test
  @Tag("requirement-54")
  void servingNamedNamespacesNeedsNoRightOnTheCluster() {
    // When
    String yaml =
        Chart.DRAGOMAN
            .template(NAMESPACE)
            .set("operator.watchNamespaces[0]", "team-a")
            .set("operator.watchNamespaces[1]", "team-b")
            .call();

    // Then
    assertThat(Chart.all(ClusterRole.class, yaml)).isEmpty();
    assertThat(Chart.all(ClusterRoleBinding.class, yaml)).isEmpty();
    assertThat(Chart.all(Role.class, yaml))
        .extracting(role -> role.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("team-a", "team-b", NAMESPACE);
    assertThat(
            environment(
                operator(yaml).getSpec().getTemplate().getSpec().getContainers().getFirst()))
        .containsEntry("WATCH_NAMESPACES", "team-a,team-b");
  }

  @Test
  @Tag("requirement-79")
  void imagesAreTakenByDigestFromAPrivateRegistry() {
    // Given
    String digest = "sha256:" + "0f".repeat(32);

    // When
    String yaml =
        Chart.DRAGOMAN
            .template(NAMESPACE)
            .set("operator.image.repository", "registry.internal/llm/operator")
            .set("operator.image.digest", digest)
            .set("gateway.image.repository", "registry.internal/llm/gateway")
            .set("gateway.image.tag", "v7")
            .set("imagePullSecrets[0].name", "pull")
            .call();

    // Then
    PodSpec pod = operator(yaml).getSpec().getTemplate().getSpec();
    Container container = pod.getContainers().getFirst();
    assertThat(container.getImage()).isEqualTo("registry.internal/llm/operator@" + digest);
    assertThat(pod.getImagePullSecrets()).extracting(s -> s.getName()).containsExactly("pull");
    assertThat(environment(container))
        .containsEntry("GATEWAY_IMAGE", "registry.internal/llm/gateway:v7")
        .containsEntry("IMAGE_PULL_SECRETS", "pull");
  }

  @Test
  void oneReplicaIsNotKeptFromBeingDrained() {
    // Given: jupyterhub#1934
    String one = Chart.DRAGOMAN.template(NAMESPACE).set("operator.replicas", 1).call();

    // Then
    assertThat(Chart.all(PodDisruptionBudget.class, one)).isEmpty();
    assertThat(Chart.all(PodDisruptionBudget.class, byDefault())).hasSize(1);
  }

  @Test
  void theOperatorIsReachedByGatewaysAndByWhoScrapes() {
    // Given
    String yaml =
        Chart.DRAGOMAN.template(NAMESPACE).set("networkPolicy.monitoringNamespace", "seen").call();

    // When
    NetworkPolicySpec policy = Chart.all(NetworkPolicy.class, yaml).getFirst().getSpec();

    // Then
    assertThat(operator(yaml).getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(policy.getPodSelector().getMatchLabels());
    assertThat(
            policy.getIngress().getFirst().getFrom().getFirst().getPodSelector().getMatchLabels())
        .containsEntry("app.kubernetes.io/name", "dragoman-gateway");
    assertThat(
            policy
                .getIngress()
                .getLast()
                .getFrom()
                .getFirst()
                .getNamespaceSelector()
                .getMatchLabels())
        .containsExactly(Map.entry("kubernetes.io/metadata.name", "seen"));
    assertThat(
            environment(
                operator(yaml).getSpec().getTemplate().getSpec().getContainers().getFirst()))
        .containsEntry("MONITORING_NAMESPACE", "seen");
    assertThat(
            Chart.all(
                NetworkPolicy.class,
                Chart.DRAGOMAN.template(NAMESPACE).set("networkPolicy.create", false).call()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "operator.replica, 3, 'replica'",
    "gatway.image.repository, mine, 'gatway'",
    "operator.image.digest, latest, /operator/image/digest",
    "config.port, 80, /config/port",
    "operator.watchNamespaces[0], Team, /operator/watchNamespaces/0"
  })
  @Tag("requirement-75")
  void aValueThatNobodyReadsIsRefusedByItsName(String name, String value, String named) {
    assertThatThrownBy(() -> Chart.DRAGOMAN.template(NAMESPACE).set(name, value).call())
        .hasMessageContaining(named);
  }

  @Test
  void aVariableOfTheChartIsNotSetTwice() {
    assertThatThrownBy(() ->
            Chart.DRAGOMAN
                .template(NAMESPACE)
                .set("operator.extraEnv[0].name", "CONFIG_PORT")
                .set("operator.extraEnv[0].value", "1")
                .call())
        .hasMessageContaining("operator.extraEnv: CONFIG_PORT is set by the chart");
  }

  @Test
  void optionsOfTheJvmStandInPlaceOfTheCharts() {
    String yaml =
        Chart.DRAGOMAN
            .template(NAMESPACE)
            .set("operator.extraEnv[0].name", "JAVA_TOOL_OPTIONS")
            .set("operator.extraEnv[0].value", "-Xmx300m")
            .call();
    assertThat(operator(yaml).getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv())
        .filteredOn(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS"))
        .singleElement()
        .satisfies(variable -> assertThat(variable.getValue()).isEqualTo("-Xmx300m"));
  }

  @Test
  void aLabelThatIsSaidTwiceIsRenderedOnceAndThoseThatSelectStay() {
    // When
    String yaml =
        Chart.DRAGOMAN
            .template(NAMESPACE)
            .set("commonLabels.app\\.kubernetes\\.io/part-of", "platform")
            .set("commonLabels.app\\.kubernetes\\.io/component", "other")
            .set("operator.podLabels.app\\.kubernetes\\.io/part-of", "pods")
            .call();

    // Then
    Deployment operator = operator(yaml);
    assertThat(operator.getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/part-of", "platform")
        .containsEntry("app.kubernetes.io/component", "operator");
    assertThat(operator.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/part-of", "pods")
        .containsAllEntriesOf(operator.getSpec().getSelector().getMatchLabels());
    assertThat(yaml.split("part-of: pods", -1)).hasSize(2);
  }

  @Test
  void bothChartsHoldTheDefinitionsThatAreGenerated() throws IOException {
    Path generated = Chart.repository().resolve("crds/manifests");
    Map<String, String> expected = texts(generated);
    assertThat(expected).hasSize(5);
    assertThat(texts(Chart.DRAGOMAN.folder().resolve("crds"))).isEqualTo(expected);
    assertThat(texts(Chart.CRDS.folder().resolve("files"))).isEqualTo(expected);
  }

  @Test
  @Tag("requirement-69")
  void theChartOfDefinitionsKeepsThemWhenItGoes() throws IOException {
    // Given
    List<CustomResourceDefinition> rendered =
        Chart.all(CustomResourceDefinition.class, Chart.CRDS.template(NAMESPACE).call());

    // Then
    assertThat(rendered).hasSize(5);
    Map<String, String> generated = texts(Chart.repository().resolve("crds/manifests"));
    for (CustomResourceDefinition definition : rendered) {
      CustomResourceDefinition source =
          Chart.object(
              CustomResourceDefinition.class, generated.getOrDefault(fileOf(definition), ""));
      assertThat(definition.getSpec()).isEqualTo(source.getSpec());
      assertThat(definition.getMetadata().getAnnotations())
          .containsAllEntriesOf(source.getMetadata().getAnnotations())
          .containsEntry("helm.sh/resource-policy", "keep");
    }
  }

  /** {@code llmroutes.dragoman.dev.yaml}. */
  private static String fileOf(CustomResourceDefinition definition) {
    return definition.getMetadata().getName() + ".yaml";
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
      for (Path file : files) {
        texts.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return texts;
  }
}
