package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.Question;
import dev.dragoman.conformance.client.Reply;
import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to a first answer. */
class StartContractTest {
  private static final Pattern KEY = Pattern.compile("sk-dgm-[a-z2-7]{12}-\\w{43}-\\w{6}");

  @TempDir private Path home;

  @Test
  void theEnvironmentAloneServesTheSimulatedProvider() throws Exception {
    try (GatewayProcess gateway =
        GatewayCommand.run(home).packed().with("--ask", "Hello there").start()) {
      // Given
      String key = printedKey(gateway);

      // Then
      gateway.awaitLine("Simulated");
      gateway.awaitLine("asked Hello there");
      for (ClientKind kind : ClientKind.values()) {
        try (ClientUnderTest client = kind.connect(gateway.clients(), key)) {
          Reply whole = client.ask(Question.of("simulated", "Echo me.")).create();
          Reply streamed = client.ask(Question.of("simulated", "Echo me.")).stream();
          assertThat(whole.faults()).isEmpty();
          assertThat(streamed.faults()).isEmpty();
          assertThat(streamed.text()).isEqualTo(whole.text()).isNotBlank();
        }
      }
    }
  }

  @Test
  void aMintedKeyOutlivesARestartAndIsShownOnce() throws Exception {
    // Given
    String key;
    try (GatewayProcess gateway = GatewayCommand.run(home).start()) {
      key = printedKey(gateway);
      gateway.terminate();
      gateway.awaitEnd();
    }

    try (GatewayProcess gateway = GatewayCommand.run(home).start();
        ClientUnderTest client = ClientKind.OPENAI.connect(gateway.clients(), key)) {
      // When
      Reply reply = client.ask(Question.of("simulated", "Still here?")).create();

      // Then
      assertThat(reply.text()).isNotBlank();
      assertThat(gateway.printed()).noneMatch(line -> line.contains(key));
    }
  }

  @Test
  void aCredentialInTheEnvironmentMakesARoute() throws Exception {
    UpstreamKind kind = UpstreamKind.OPENAI;
    try (ScriptedUpstream upstream = ScriptedUpstream.start();
        GatewayProcess gateway =
            GatewayCommand.run(home)
                .environment("OPENAI_API_KEY", kind.providerKey())
                .environment("OPENAI_BASE_URL", kind.baseUrl(upstream.url()).toString())
                .environment("MODEL_ALIASES", "house=" + kind.model())
                .start();
        ClientUnderTest client =
            ClientKind.ANTHROPIC.connect(gateway.clients(), printedKey(gateway))) {
      for (String model : new String[] {kind.model(), "house"}) {
        // Given
        upstream.then(Scenario.json(kind.wire().whole(kind.model(), ScriptedTurn.saying("Hi."))));

        // When
        Reply reply = client.ask(Question.of(model, "Hello.")).create();

        // Then
        assertThat(reply.text()).isEqualTo("Hi.");
        kind.accepts(upstream.take());
      }
    }
  }

  @Test
  void whatIsBrokenIsNamedAndTheRestIsServed() throws Exception {
    // Given
    Manifests manifests =
        Manifests.in(home.resolve("manifests"))
            .secret("tester", "start-key")
            .key("tester")
            .file("bad-yaml.yaml", "apiVersion: [\nkind: LlmRoute\n")
            .file(
                "simulated.yaml",
                """
                apiVersion: dragoman.dev/v1alpha1
                kind: LlmProvider
                metadata: {name: simulated}
                spec: {protocol: Simulated}
                """)
            .file(
                "unknown-field.yaml",
                """
                apiVersion: dragoman.dev/v1alpha1
                kind: LlmProvider
                metadata: {name: typo}
                spec: {protocol: Simulated, simulatd: {tokens: 3}}
                """)
            .provider("no-secret", "OpenAIChat", URI.create("http://127.0.0.1:9/v1"))
            .route("good", "simulated", "simulated")
            .route("lost", "nobody", "m");

    try (GatewayProcess gateway =
            GatewayCommand.run(home).with(manifests.directory().toString()).start();
        ClientUnderTest client = ClientKind.OPENAI.connect(gateway.clients(), "start-key")) {
      // When
      Reply reply = client.ask(Question.of("good", "Hello.")).create();

      // Then
      assertThat(reply.text()).isNotBlank();
      assertThat(gateway.awaitLine("bad-yaml.yaml")).containsPattern("bad-yaml\\.yaml:\\d+");
      assertThat(gateway.awaitLine("unknown-field.yaml:4")).contains("simulatd");
      assertThat(gateway.awaitLine("route-lost.yaml:")).contains("nobody");
      assertThat(gateway.awaitLine("provider-no-secret.yaml:")).contains("no-secret");
    }
  }

  private static String printedKey(GatewayProcess gateway) throws InterruptedException {
    Matcher key = KEY.matcher(gateway.awaitLine("sk-dgm-"));
    assertThat(key.find()).isTrue();
    return key.group();
  }
}
