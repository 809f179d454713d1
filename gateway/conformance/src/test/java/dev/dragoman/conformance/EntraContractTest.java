package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.Question;
import dev.dragoman.conformance.client.Reply;
import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure OpenAI as a pod with a workload identity calls it: no key anywhere. */
class EntraContractTest {
  private static final String KEY = "client-key-of-entra-6bQ0vX7pRk2s";

  @TempDir private Path home;

  @Test
  void azureIsCalledWithATokenOfEntra() throws Exception {
    try (ScriptedUpstream entra = ScriptedUpstream.start();
        ScriptedUpstream azure = ScriptedUpstream.start()) {
      // Given
      entra.then(
          Scenario.json(
              "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"entra-token\"}"
                  .getBytes(StandardCharsets.UTF_8)));
      azure.then(answer("One.")).then(answer("Two."));
      Manifests manifests =
          Manifests.in(home.resolve("manifests"))
              .secret("tester", KEY)
              .key("tester")
              .file(
                  "azure.yaml",
                  """
                  apiVersion: dragoman.dev/v1alpha1
                  kind: LlmProvider
                  metadata: {name: azure}
                  spec:
                    protocol: OpenAIChat
                    dialect: Azure
                    baseUrl: %s
                    allowInsecure: true
                    auth: {type: AzureWorkloadIdentity}
                  """
                      .formatted(azure.url()))
              .route("house-gpt", "azure", "gpt-4o");
      try (GatewayProcess gateway =
              GatewayCommand.run(home)
                  .with(manifests.directory().toString())
                  .environment("AZURE_AUTHORITY_HOST", entra.url() + "/")
                  .environment("AZURE_TENANT_ID", "tenant")
                  .environment("AZURE_CLIENT_ID", "client")
                  .environment(
                      "AZURE_FEDERATED_TOKEN_FILE",
                      Files.writeString(home.resolve("token"), "pod.token").toString())
                  .start();
          ClientUnderTest client = ClientKind.ANTHROPIC.connect(gateway.clients(), KEY)) {
        // When
        Reply first = client.ask(Question.of("house-gpt", "One?")).create();
        Reply second = client.ask(Question.of("house-gpt", "Two?")).create();

        // Then
        assertThat(first.text()).isEqualTo("One.");
        assertThat(second.text()).isEqualTo("Two.");
        for (ScriptedExchange seen : azure.exchanges()) {
          assertThat(seen.headers().first("authorization")).isEqualTo("Bearer entra-token");
          assertThat(seen.headers().first("api-key")).isNull();
        }
        assertThat(entra.exchanges()).hasSize(1);
        assertThat(String.join("\n", gateway.printed())).doesNotContain("entra-token", "pod.token");
      }
    }
  }

  private static Scenario answer(String text) {
    return Scenario.json(new OpenAiWire().whole("gpt-4o", ScriptedTurn.saying(text)));
  }
}
