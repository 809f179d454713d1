package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.Question;
import dev.dragoman.conformance.client.Reply;
import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.testkit.GeminiWire;
import dev.dragoman.testkit.GoogleKey;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import dev.dragoman.testkit.VertexGuard;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vertex AI with a key, and as a process with an identity in Google Cloud calls it. */
class VertexContractTest {
  private static final String KEY = "client-key-of-vertex-6bQ0vX7pRk2s";
  private static final String TOKEN = "ya29.token-of-vertex-8Hd2Kq";
  private static final String MODEL = "gemini-2.5-flash";
  private static final GeminiWire WIRE = GeminiWire.ofVertex(Manifests.PROJECT, Manifests.LOCATION);

  @TempDir private Path home;

  private static ScriptedUpstream vertex() {
    return ScriptedUpstream.start()
        .guardedBy(new VertexGuard(Manifests.PROJECT, Manifests.LOCATION, TOKEN))
        .otherwise(Scenario.json(WIRE.whole(MODEL, ScriptedTurn.saying("Hi."))));
  }

  private Manifests manifests() {
    return Manifests.in(home.resolve("manifests")).secret("tester", KEY).key("tester");
  }

  private static Manifests byIdentity(Manifests manifests, URI vertex) {
    return manifests
        .file(
            "vertex.yaml",
            """
            apiVersion: dragoman.dev/v1alpha1
            kind: LlmProvider
            metadata: {name: vertex}
            spec:
              protocol: Gemini
              dialect: Vertex
              baseUrl: %s
              allowInsecure: true
              gcp: {project: %s, location: %s}
              auth: {type: GcpWorkloadIdentity}
            """
                .formatted(vertex, Manifests.PROJECT, Manifests.LOCATION))
        .route("house-gemini", "vertex", MODEL);
  }

  /** Asks twice and says what the upstream saw. */
  private static void asksTwice(GatewayProcess gateway, ScriptedUpstream vertex) {
    try (ClientUnderTest client = ClientKind.ANTHROPIC.connect(gateway.clients(), KEY)) {
      Reply first = client.ask(Question.of("house-gemini", "One?")).create();
      Reply second = client.ask(Question.of("house-gemini", "Two?")).create();
      assertThat(first.text()).isEqualTo("Hi.");
      assertThat(second.text()).isEqualTo("Hi.");
    }
    assertThat(vertex.exchanges())
        .hasSize(2)
        .allSatisfy(
            seen -> assertThat(seen.headers().first("authorization")).isEqualTo("Bearer " + TOKEN));
  }

  @Test
  void theKeyOfAServiceAccountIsExchangedForATokenOnce() throws Exception {
    try (ScriptedUpstream google = GoogleKey.tokens(TOKEN);
        ScriptedUpstream vertex = vertex();
        GatewayProcess gateway =
            GatewayCommand.run(home)
                .with(
                    manifests()
                        .vertex("vertex", vertex.url(), google.url())
                        .route("house-gemini", "vertex", MODEL)
                        .directory()
                        .toString())
                .start()) {
      asksTwice(gateway, vertex);

      assertThat(google.exchanges()).hasSize(1);
      assertThat(String.join("\n", gateway.printed())).doesNotContain(TOKEN, "PRIVATE KEY");
    }
  }

  @Test
  void theMetadataServerGivesTheIdentityOfThePod() throws Exception {
    try (ScriptedUpstream metadata = GoogleKey.tokens(TOKEN);
        ScriptedUpstream vertex = vertex();
        GatewayProcess gateway =
            GatewayCommand.run(home)
                .with(byIdentity(manifests(), vertex.url()).directory().toString())
                .environment("GCE_METADATA_HOST", metadata.url().getAuthority())
                .environment("CLOUDSDK_CONFIG", home.resolve("nothing").toString())
                .start()) {
      asksTwice(gateway, vertex);

      ScriptedExchange seen = metadata.take();
      assertThat(seen.headers().first("metadata-flavor")).isEqualTo("Google");
      assertThat(String.join("\n", gateway.printed())).doesNotContain(TOKEN);
    }
  }

  /** The SDK's own mode for Vertex AI calls the same resource with the same kind of proof. */
  @Test
  void googlesOwnSdkCallsTheSameAddress() throws Exception {
    try (ScriptedUpstream vertex = vertex();
        Client sdk =
            Client.builder()
                .vertexAI(true)
                .project(Manifests.PROJECT)
                .location(Manifests.LOCATION)
                .credentials(
                    GoogleCredentials.create(
                        new AccessToken(TOKEN, Date.from(Instant.now().plusSeconds(3600)))))
                .httpOptions(
                    HttpOptions.builder().baseUrl(vertex.url().toString()).apiVersion("v1").build())
                .build()) {
      assertThat(sdk.models.generateContent(MODEL, "Hello.", null).text()).isEqualTo("Hi.");

      assertThat(vertex.take().target()).isEqualTo(WIRE.path() + MODEL + ":generateContent");
    }
  }
}
