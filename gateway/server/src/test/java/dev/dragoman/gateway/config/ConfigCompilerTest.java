package dev.dragoman.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.samples.Samples;
import dev.dragoman.gateway.auth.Caller;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ConfigCompilerTest {
  static final List<String> SAMPLES = Samples.NAMES;

  private static RuntimeConfig compiled(String sample) {
    GatewayConfig config = ContractJson.read(Samples.json(sample), GatewayConfig.class);
    Map<CredentialRef, String> credentials = new HashMap<>();
    config
        .providers()
        .forEach(provider -> {
          CredentialRef ref = provider.auth().credential();
          if (ref != null) {
            credentials.put(ref, "any");
          }
        });
    return ConfigCompiler.compile(new Configuration(config, credentials), Clock.systemUTC());
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void everySampleOfTheContractCompiles(String sample) {
    assertThat(compiled(sample).generation()).isEqualTo(7);
  }

  @Test
  void whatThisBuildCannotServeIsReportedAndLeftOut() {
    // When
    RuntimeConfig config = compiled("every-field");

    // Then
    assertThat(config.problems())
        .contains(
            "provider llm/bedrock is left out: this build has no BedrockConverse",
            "provider llm/azure is left out: this build has no AzureKey");
    assertThat(config.route("every")).isNotNull();
  }

  @Test
  void aKeyNeedsTheConsentOfTheRouteToItsNamespace() {
    // Given
    RuntimeConfig config = compiled("failover");
    Caller foreign = caller(config, "ddddeeeeffff");
    Caller own = caller(config, "aaaabbbbcccc");

    // Then: the foreign key names every route, the route consents to its own namespace alone
    assertThat(config.listedModels(foreign)).doesNotContain("smart");
    assertThat(config.listedModels(own)).contains("smart");
  }

  private static Caller caller(RuntimeConfig config, String keyId) {
    return Objects.requireNonNull(config.key(keyId)).caller();
  }
}
