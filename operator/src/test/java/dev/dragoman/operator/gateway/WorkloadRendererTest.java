package dev.dragoman.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.operator.informers.TolerantClient;
import dev.dragoman.resources.LlmGateway;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Folders with a gateway, {@code in.yaml}, and what runs it, {@code out.yaml}. */
class WorkloadRendererTest {
  private static final Pattern FLAG = Pattern.compile("-XX:([+A-Za-z-]+)");
  private static final Path CASES = Path.of("src/test/resources/workload");
  private static final KubernetesSerialization YAML = TolerantClient.serialization();
  private static final WorkloadRenderer RENDERER =
      new WorkloadRenderer(
          new WorkloadSettings(
              "https://dragoman-operator.dragoman.svc:8443",
              "example.com/gateway:1",
              "IfNotPresent",
              List.of("registry"),
              "info",
              new WorkloadSettings.Neighbours("dragoman", 8443, "monitoring")));

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aGatewayIsRunAsIsWrittenBesideIt(String folder) throws IOException {
    // Given
    Path out = CASES.resolve(folder).resolve("out.yaml");
    LlmGateway gateway = gateway(Files.readString(CASES.resolve(folder).resolve("in.yaml")));

    // When
    String rendered =
        RENDERER.render(gateway, "certificates").objects().stream()
            .map(YAML::asYaml)
            .collect(Collectors.joining());

    // Then
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(out, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(out));
  }

  /** An AOT cache is refused by a JVM with other flags than those that it was made with. */
  @ParameterizedTest
  @MethodSource("cases")
  void theImagesFlagsAreJoinedBySizesAlone(String folder) throws IOException {
    // Given
    LlmGateway gateway = gateway(Files.readString(CASES.resolve(folder).resolve("in.yaml")));

    // When
    String rendered =
        RENDERER.render(gateway, "certificates").objects().stream()
            .map(YAML::asYaml)
            .collect(Collectors.joining());

    // Then
    assertThat(FLAG.matcher(rendered).results().map(flag -> flag.group(1)).distinct())
        .containsExactlyInAnyOrder(
            "InitialRAMPercentage", "MaxRAMPercentage", "MaxDirectMemorySize");
  }

  private static LlmGateway gateway(String yaml) {
    return YAML.unmarshal(yaml, LlmGateway.class);
  }

  @Test
  @Tag("requirement-70")
  void onePodAloneDoesNotBlockADrain() {
    assertThat(RENDERER.render(gateway("spec: {replicas: 1}\nmetadata: {name: a}"), "").budget())
        .isNull();
  }

  @Test
  @Tag("requirement-9")
  void namesStayValidAndDistinct() {
    // Given
    String shared = "a".repeat(70);

    // When
    String one = new GatewayNames(shared + "b").workload();
    String other = new GatewayNames(shared + "c").workload();

    // Then
    assertThat(one).hasSizeLessThanOrEqualTo(63).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    assertThat(one).isNotEqualTo(other);
    assertThat(new GatewayNames("a.b").workload()).isNotEqualTo(new GatewayNames("a-b").workload());
  }
}
