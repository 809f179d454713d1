package dev.dragoman.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.SimulatedEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.contract.samples.Samples;
import dev.dragoman.gateway.auth.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ConfigCompilerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final YAMLMapper YAML = new YAMLMapper();
  static final List<String> SAMPLES = Samples.NAMES;

  private static RuntimeConfig compiled(String sample) {
    return compiled(ContractJson.read(Samples.json(sample), GatewayConfig.class));
  }

  private static RuntimeConfig compiled(GatewayConfig config) {
    Map<CredentialRef, String> credentials = new HashMap<>();
    config
        .providers()
        .forEach(provider -> {
          CredentialRef ref = provider.auth().credential();
          if (ref != null) {
            credentials.put(ref, "any");
          }
        });
    return Snapshots.of(new Configuration(config, credentials));
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void everySampleOfTheContractCompiles(String sample) {
    assertThat(compiled(sample).generation()).isEqualTo(7);
  }

  /** What manifests are rendered to is what this gateway runs on: the files of crds/fleet. */
  @Test
  void everyRenderedCaseCompiles() throws IOException {
    int compiled = 0;
    try (Stream<Path> files = Files.walk(Path.of("../../crds/fleet/src/test/resources/cases"))) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("out-config-")).toList()) {
        byte[] json = JSON.writeValueAsBytes(YAML.readTree(Files.readString(file)));
        compiled(ContractJson.read(json, GatewayConfig.class));
        compiled++;
      }
    }
    assertThat(compiled).isGreaterThan(40);
  }

  @Test
  void whatThisBuildCannotServeIsReportedAndLeftOut() {
    // When
    RuntimeConfig config = compiled("every-field");

    // Then
    assertThat(config.problems())
        .contains(
            "provider llm/bedrock-static is left out: there is no value for credential"
                + " llm/aws/aws_access_key_id",
            "provider llm/azure is left out: this build does not honour flags of a dialect",
            "route team-a/every is left out: this build does not honour match (conditions besides"
                + " the model's name), balancing other than Weighted, retry (asking the same"
                + " backend again), cache, headers, mirror",
            "key team-a/ci is left out: this build does not honour clientCidrs");
    assertThat(config.route("every")).isNull();
    assertThat(config.key("aaaabbbbcccc")).isNull();
  }

  /** Weights of backends {@code a}, {@code b}, … of one route. */
  private static RuntimeConfig weighted(int... weights) {
    List<ProviderEntry> providers = new ArrayList<>();
    List<BackendEntry> backends = new ArrayList<>();
    for (int weight : weights) {
      String name = Character.toString('a' + backends.size());
      providers.add(ProviderEntry.simulated(name, SimulatedEntry.DEFAULT));
      backends.add(
          new BackendEntry(name, name, null, weight, 0, TimeoutsEntry.DEFAULT, null, Map.of()));
    }
    return compiled(
        GatewayConfig.of(
            1,
            GatewayEntry.of("test", StoreEntry.MEMORY, PolicyEntry.DEFAULT, List.of()),
            providers,
            List.of(RouteEntry.of("canary", List.of("smart"), backends)),
            List.of()));
  }

  @Test
  void aBackendOfWeightZeroTakesNoRequestsAndNoFailovers() {
    // When: kubernetes.md 1.5, backends[]
    RuntimeConfig config = weighted(90, 0, 10);

    // Then
    assertThat(Objects.requireNonNull(config.route("smart")).backends())
        .extracting(RuntimeBackend::provider)
        .containsExactly("a", "c");
    assertThat(config.problems()).isEmpty();
  }

  @Test
  void aRouteWithNothingButWeightsOfZeroIsReportedAndLeftOut() {
    // When
    RuntimeConfig config = weighted(0, 0);

    // Then
    assertThat(config.problems())
        .containsExactly("route canary is left out: none of its backends is served");
    assertThat(config.route("smart")).isNull();
  }

  @Test
  void aKeyNeedsTheConsentOfTheRouteToItsNamespace() {
    // Given
    RuntimeConfig config = compiled("failover");
    Caller foreign = caller(config, "gggghhhhiiii");
    Caller own = caller(config, "aaaabbbbcccc");

    // Then: the foreign key names every route, the route consents to its own namespace alone
    assertThat(config.listedModels(foreign)).doesNotContain("smart");
    assertThat(config.listedModels(own)).contains("smart");
  }

  @Test
  void aSuspendedKeyIsKnownSoThatItsHolderIsToldWhy() {
    assertThat(compiled("failover").key("ddddeeeeffff")).isNotNull();
  }

  private static Caller caller(RuntimeConfig config, String keyId) {
    return Objects.requireNonNull(config.key(keyId)).caller();
  }
}
