package dev.dragoman.standalone.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.EndpointEntry;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.PolicyEntry.Addition;
import dev.dragoman.contract.PolicyEntry.Feature;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.ProviderEntry;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.standalone.start.Plan;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.start.StoredKey;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentConfigTest {
  private static final StoredKey KEY = StoredKey.of("environment", "aaaabbbbcccc", "00".repeat(32));

  private static Plan plan(Map<String, String> environment) {
    return EnvironmentConfig.read(environment).plan(Map.of(KEY.name(), KEY));
  }

  private static BackendEntry backend(GatewayConfig config, String model) {
    List<RouteEntry> routes =
        config.routes().stream().filter(route -> route.models().contains(model)).toList();
    assertThat(routes).as(model).hasSize(1);
    return routes.getFirst().backends().getFirst();
  }

  @Test
  void withoutACredentialTheSimulatedProviderAnswers() {
    // When
    Plan plan = plan(Map.of("UNRELATED", "x"));

    // Then
    GatewayConfig config = plan.configuration().config();
    assertThat(config.providers())
        .extracting(ProviderEntry::protocol)
        .containsExactly(ProtocolName.Simulated);
    assertThat(config.routes().getFirst().models()).containsExactly("simulated");
    assertThat(config.routes())
        .flatExtracting(RouteEntry::models)
        .contains("sim-429", "sim-drop-midstream", "claude-sonnet-4-5", "gpt-4o");
    assertThat(plan.notices())
        .containsExactly(
            "no credential found: the Simulated provider answers, no model does; set"
                + " ANTHROPIC_API_KEY or OPENAI_API_KEY or DEEPSEEK_API_KEY or GEMINI_API_KEY or"
                + " AZURE_OPENAI_API_KEY for a real one");
    assertThat(config.upstreamCidrs()).contains("127.0.0.0/8", "10.0.0.0/8");
  }

  @Test
  void aProviderStandsForEachCredential() {
    // When
    Plan plan =
        plan(
            Map.of(
                "ANTHROPIC_API_KEY", "planted-anthropic\n",
                "OPENAI_API_KEY", "planted-openai",
                "OPENAI_BASE_URL", "http://127.0.0.1:1234/v1"));

    // Then
    GatewayConfig config = plan.configuration().config();
    assertThat(config.providers())
        .extracting(ProviderEntry::name, ProviderEntry::protocol, ProviderEntry::baseUrl)
        .containsExactly(
            tuple(
                "anthropic",
                ProtocolName.AnthropicMessages,
                URI.create("https://api.anthropic.com")),
            tuple("openai", ProtocolName.OpenAIChat, URI.create("http://127.0.0.1:1234/v1")));
    assertThat(plan.configuration().credentials())
        .containsOnly(
            Map.entry(new CredentialRef("ANTHROPIC_API_KEY"), "planted-anthropic"),
            Map.entry(new CredentialRef("OPENAI_API_KEY"), "planted-openai"));
    assertThat(backend(config, "claude-sonnet-4-5").provider()).isEqualTo("anthropic");
    assertThat(backend(config, "gpt-4o").provider()).isEqualTo("openai");
    assertThat(plan.notices()).isEmpty();
  }

  @Test
  void aNameThatIsNotKnownYetBelongsToTheVendorWhoseNamesBeginSo() {
    // When
    GatewayConfig config =
        plan(Map.of("OPENAI_API_KEY", "planted-openai")).configuration().config();

    // Then
    assertThat(backend(config, "gpt-*").provider()).isEqualTo("openai");
    assertThat(backend(config, "gpt-*").model()).isNull();
    assertThat(config.routes()).flatExtracting(RouteEntry::models).doesNotContain("claude-*");
  }

  @Test
  void anAliasIsAFurtherNameAndMayTakeTheNameOfAModel() {
    // When
    Plan plan =
        plan(
            Map.of(
                "OPENAI_API_KEY", "planted",
                "MODEL_ALIASES", "fast=gpt-4o-mini, claude-sonnet-4-5=gpt-99,gpt-4o=gpt-5"));

    // Then
    GatewayConfig config = plan.configuration().config();
    assertThat(backend(config, "fast").model()).isEqualTo("gpt-4o-mini");
    assertThat(backend(config, "claude-sonnet-4-5").model()).isEqualTo("gpt-99");
    assertThat(backend(config, "gpt-4o").model()).isEqualTo("gpt-5");
  }

  @Test
  void withoutACredentialAnAliasMayGoAnywhere() {
    GatewayConfig config =
        plan(Map.of("MODEL_ALIASES", "fast=claude-haiku-4-5")).configuration().config();
    assertThat(backend(config, "fast").provider()).isEqualTo("simulated");
  }

  @Test
  void policyAndTimeoutAreVariables() {
    // When
    GatewayConfig config =
        plan(Map.of(
                "REQUIRE_API_KEY", "FALSE",
                "ENABLE_TOOL_USE", "false",
                "ENABLE_EXTENDED_THINKING", "false",
                "ENABLE_DOCUMENT_SUPPORT", "false",
                "PROMPT_CACHING_ENABLED", "true",
                "STREAMING_TIMEOUT_SECONDS", "60"))
            .configuration()
            .config();

    // Then
    assertThat(config.policy())
        .isEqualTo(
            new PolicyEntry(
                false,
                false,
                List.of(Feature.Thinking, Feature.Documents),
                List.of(Addition.PromptCaching)));
    assertThat(backend(config, "simulated").timeouts())
        .isEqualTo(
            new TimeoutsEntry(
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60)));
  }

  @Test
  void credentialsOfAwsServeClaudeByItsUsualNames() {
    // When
    Plan plan = plan(Map.of("AWS_ACCESS_KEY_ID", "planted", "AWS_REGION", "eu-central-1"));

    // Then
    GatewayConfig config = plan.configuration().config();
    ProviderEntry bedrock = config.providers().getFirst();
    assertThat(bedrock.protocol()).isEqualTo(ProtocolName.BedrockConverse);
    assertThat(bedrock.auth().type()).isEqualTo(AuthEntry.Type.AwsAmbient);
    assertThat(bedrock.endpoint())
        .isEqualTo(
            new EndpointEntry(
                null, new EndpointEntry.Aws("eu-central-1", null, null), null, null, null, null));
    assertThat(backend(config, "claude-sonnet-4-5").model())
        .isEqualTo("eu.anthropic.claude-sonnet-4-5-20250929-v1:0");
    assertThat(backend(config, "amazon.*").model()).isNull();
    assertThat(plan.configuration().credentials()).isEmpty();
    assertThat(plan.notices()).isEmpty();
  }

  @Test
  void claudeGoesToAnthropicWhereThereIsAKeyOfItsOwn() {
    // When
    Plan plan =
        plan(
            Map.of(
                "ANTHROPIC_API_KEY", "planted-a",
                "AWS_BEARER_TOKEN_BEDROCK", "planted-b",
                "BEDROCK_ENDPOINT_URL", "http://127.0.0.1:1234",
                "MODEL_ALIASES", "n=amazon.nova-pro-v1:0"));

    // Then
    GatewayConfig config = plan.configuration().config();
    assertThat(backend(config, "claude-sonnet-4-5").provider()).isEqualTo("anthropic");
    assertThat(backend(config, "n").provider()).isEqualTo("bedrock");
    assertThat(plan.configuration().credentials())
        .containsEntry(new CredentialRef("AWS_BEARER_TOKEN_BEDROCK"), "planted-b");
  }

  @ParameterizedTest
  @CsvSource({
    "us-west-2,us.anthropic.claude-haiku-4-5-20251001-v1:0",
    "ap-northeast-1,jp.anthropic.claude-haiku-4-5-20251001-v1:0",
    "ap-south-1,global.anthropic.claude-haiku-4-5-20251001-v1:0",
    "sa-east-1,global.anthropic.claude-haiku-4-5-20251001-v1:0"
  })
  void aNameIsTheProfileOfTheRegionOrTheGlobalOne(String region, String id) {
    // When
    GatewayConfig config =
        plan(Map.of(
                "AWS_PROFILE", "work",
                "AWS_REGION", region,
                "MODEL_ALIASES", "small=claude-haiku-4-5"))
            .configuration()
            .config();

    // Then
    assertThat(backend(config, "claude-haiku-4-5").model()).isEqualTo(id);
    assertThat(backend(config, "small").model()).isEqualTo(id);
  }

  @Test
  void anEndpointOfBedrockWithoutCredentialsIsSaidToBeUnused() {
    assertThat(plan(Map.of("BEDROCK_ENDPOINT_URL", "http://127.0.0.1")).notices())
        .contains("BEDROCK_ENDPOINT_URL is not used without credentials of AWS");
  }

  @Test
  void aKeyIsMintedWhenOneIsRequired() {
    assertThat(EnvironmentConfig.read(Map.of()).keysToMint()).containsExactly("environment");
    assertThat(EnvironmentConfig.read(Map.of("REQUIRE_API_KEY", "false")).keysToMint()).isEmpty();
    assertThat(plan(Map.of()).configuration().config().keys())
        .singleElement()
        .satisfies(key -> assertThat(key.keyId()).isEqualTo(KEY.keyId()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          REQUIRE_API_KEY           | yes          | REQUIRE_API_KEY: neither true nor false; set one of the two
          ENABLE_EXTENDED_THINKING  | off          | ENABLE_EXTENDED_THINKING: neither true nor false; set one of the two
          ENABLE_DOCUMENT_SUPPORT   | off          | ENABLE_DOCUMENT_SUPPORT: neither true nor false; set one of the two
          PROMPT_CACHING_ENABLED    | perhaps      | PROMPT_CACHING_ENABLED: neither true nor false; set one of the two
          ENABLE_TOOL_USE           | 0            | ENABLE_TOOL_USE: neither true nor false; set one of the two
          STREAMING_TIMEOUT_SECONDS | 5m           | STREAMING_TIMEOUT_SECONDS: not a number; set a whole number between 1 and 86400
          STREAMING_TIMEOUT_SECONDS | 0            | STREAMING_TIMEOUT_SECONDS: out of range; set a whole number between 1 and 86400
          ANTHROPIC_API_KEY         | planted key  | ANTHROPIC_API_KEY: holds white space or other characters that no key has; copy the key again
          OPENAI_API_KEY            | plantéd      | OPENAI_API_KEY: holds white space or other characters that no key has; copy the key again
          ANTHROPIC_BASE_URL        | planted      | ANTHROPIC_BASE_URL: not a plain http(s) URL; set one such as https://api.anthropic.com
          OPENAI_BASE_URL           | https://u:planted@h/v1 | OPENAI_BASE_URL: not a plain http(s) URL; set one such as https://api.openai.com/v1
          OPENAI_BASE_URL           | https://h v1 | OPENAI_BASE_URL: not a URL; set one such as https://api.openai.com/v1
          AWS_REGION                | Frankfurt!   | AWS_REGION: not a region of AWS; set one such as us-east-1
          BEDROCK_ENDPOINT_URL      | planted      | BEDROCK_ENDPOINT_URL: not a plain http(s) URL; set one such as https://bedrock-runtime.us-east-1.amazonaws.com
          MODEL_ALIASES             | fast         | MODEL_ALIASES: an entry is not name=model; write it as fast=gpt-4o,deep=o3
          MODEL_ALIASES             | a=b,         | MODEL_ALIASES: an entry is not name=model; write it as fast=gpt-4o,deep=o3
          MODEL_ALIASES             | a=b,a=c      | MODEL_ALIASES: the alias a stands twice; keep one of them
          """)
  void aMalformedValueStopsTheStartWithOneLine(String variable, String value, String line) {
    assertThatThrownBy(() -> EnvironmentConfig.read(Map.of(variable, value)))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused -> {
              assertThat(refused.lines()).containsExactly(line);
              assertThat(refused.exitCode()).isEqualTo(2);
              assertThat(refused.toString()).doesNotContain("plant");
            });
  }

  @Test
  void anAliasToAVendorWithoutAKeyStopsTheStart() {
    assertThatThrownBy(() ->
            EnvironmentConfig.read(
                Map.of("ANTHROPIC_API_KEY", "k", "MODEL_ALIASES", "a=gpt-4o,b=llama-4")))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(refused.lines())
                    .containsExactly(
                        "MODEL_ALIASES: the alias a goes to a model of openai; set OPENAI_API_KEY"
                            + " as well",
                        "MODEL_ALIASES: the alias b goes to a model of no known vendor; name one"
                            + " whose vendor has a key"));
  }

  @Test
  void geminiIsReachedByEitherNameOfItsKey() {
    for (String variable : List.of("GEMINI_API_KEY", "GOOGLE_API_KEY")) {
      // When
      Plan plan = plan(Map.of(variable, "planted-gemini"));

      // Then
      GatewayConfig config = plan.configuration().config();
      assertThat(config.providers())
          .extracting(ProviderEntry::name, ProviderEntry::protocol, ProviderEntry::baseUrl)
          .containsExactly(
              tuple(
                  "gemini",
                  ProtocolName.Gemini,
                  URI.create("https://generativelanguage.googleapis.com")));
      assertThat(plan.configuration().credentials())
          .containsOnly(Map.entry(new CredentialRef(variable), "planted-gemini"));
      assertThat(backend(config, "gemini-2.5-flash").provider()).isEqualTo("gemini");
      assertThat(backend(config, "gemini-*").provider()).isEqualTo("gemini");
      assertThat(plan.notices()).isEmpty();
    }
  }

  @Test
  void ofTwoNamesOfOneKeyTheVendorsOwnCounts() {
    // When
    Plan plan =
        plan(
            Map.of(
                "GEMINI_API_KEY", "planted-gemini",
                "GOOGLE_API_KEY", "planted-google",
                "GEMINI_BASE_URL", "http://127.0.0.1:1234"));

    // Then
    assertThat(plan.configuration().credentials())
        .containsOnly(Map.entry(new CredentialRef("GEMINI_API_KEY"), "planted-gemini"));
    assertThat(plan.configuration().config().providers().getFirst().baseUrl())
        .isEqualTo(URI.create("http://127.0.0.1:1234"));
    assertThat(plan.notices()).containsExactly("GOOGLE_API_KEY is not used beside GEMINI_API_KEY");
  }

  @Test
  void aBaseUrlWithoutItsKeyIsSaidToBeUnused() {
    assertThat(plan(Map.of("OPENAI_BASE_URL", "http://127.0.0.1/v1")).notices())
        .contains("OPENAI_BASE_URL is not used without OPENAI_API_KEY");
  }

  @Test
  void deepSeekIsReachedInItsDialect() {
    // When
    ProviderEntry provider =
        plan(Map.of("DEEPSEEK_API_KEY", "planted")).configuration().config().providers().getFirst();

    // Then
    assertThat(provider.name()).isEqualTo("deepseek");
    assertThat(provider.dialect())
        .isEqualTo(new DialectEntry(DialectEntry.Name.DeepSeek, Map.of()));
    assertThat(provider.baseUrl()).hasToString("https://api.deepseek.com");
  }

  @Test
  void azureIsReachedAtTheCustomersEndpointWithAVersionWhereOneIsSet() {
    // Given
    Map<String, String> account =
        Map.of(
            "AZURE_OPENAI_API_KEY", "planted",
            "AZURE_OPENAI_ENDPOINT", "https://res.openai.azure.com");
    Map<String, String> versioned = new HashMap<>(account);
    versioned.put("AZURE_OPENAI_API_VERSION", "2024-10-21");

    // When
    EndpointEntry plain = plan(account).configuration().config().providers().getFirst().endpoint();
    EndpointEntry dated =
        plan(versioned).configuration().config().providers().getFirst().endpoint();

    // Then
    assertThat(plain).isEqualTo(EndpointEntry.at(URI.create("https://res.openai.azure.com")));
    assertThat(dated)
        .isEqualTo(
            new EndpointEntry(
                URI.create("https://res.openai.azure.com"),
                null,
                new EndpointEntry.Azure("2024-10-21", null, null),
                null,
                null,
                null));
  }

  @Test
  void azureWithoutAnEndpointStopsTheStart() {
    assertThatThrownBy(() -> EnvironmentConfig.read(Map.of("AZURE_OPENAI_API_KEY", "planted")))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(refused.lines())
                    .containsExactly(
                        "AZURE_OPENAI_ENDPOINT: not set; it is needed beside"
                            + " AZURE_OPENAI_API_KEY"));
  }

  @Test
  void ofTwoVendorsWithModelsOfTheSameNamesTheFirstServes() {
    // When
    Plan plan =
        plan(
            Map.of(
                "OPENAI_API_KEY", "planted",
                "AZURE_OPENAI_API_KEY", "planted",
                "AZURE_OPENAI_ENDPOINT", "https://res.openai.azure.com"));

    // Then
    assertThat(plan.configuration().config().providers())
        .extracting(ProviderEntry::name)
        .containsExactly("openai");
    assertThat(plan.notices())
        .contains(
            "AZURE_OPENAI_API_KEY is not used beside OPENAI_API_KEY: both serve models of the same"
                + " names");
  }

  @Test
  void nothingPrintsASecret() {
    // Given
    Map<String, String> environment =
        Map.of("ANTHROPIC_API_KEY", "planted-a", "OPENAI_API_KEY", "planted-b");

    // When
    EnvironmentConfig config = EnvironmentConfig.read(environment);

    // Then
    assertThat(config + config.plan(Map.of()).toString())
        .doesNotContain("planted")
        .contains("ANTHROPIC_API_KEY");
    assertThat(ServiceVariables.read(environment, Vendor.known()).toString())
        .doesNotContain("planted");
  }
}
