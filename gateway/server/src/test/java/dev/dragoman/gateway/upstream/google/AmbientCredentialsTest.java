package dev.dragoman.gateway.upstream.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import dev.dragoman.gateway.SettableClock;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.testkit.GoogleKey;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedUpstream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that stands for every host of Google's. */
class AmbientCredentialsTest {
  @TempDir private Path home;
  @AutoClose private final ScriptedUpstream google = ScriptedUpstream.start();
  private final Map<String, String> environment = new HashMap<>();
  private final HttpTransportFactory toGoogle =
      () ->
          new NetHttpTransport.Builder()
              .setConnectionFactory(url ->
                  (HttpURLConnection) google.url().resolve(url.getFile()).toURL().openConnection())
              .build();

  @BeforeEach
  void describe() {
    environment.put("CLOUDSDK_CONFIG", home.resolve("gcloud").toString());
  }

  private WireHeaders shown() {
    AmbientCredentials ambient = AmbientCredentials.of(environment, toGoogle);
    return new GoogleTokens(ambient::credentials, SettableClock.at("2026-11-30T08:00:00Z"))
        .next()
        .credential();
  }

  private void name(String json) throws IOException {
    environment.put(
        "GOOGLE_APPLICATION_CREDENTIALS",
        Files.writeString(home.resolve("credentials.json"), json).toString());
  }

  private static Scenario token(String token) {
    return Scenario.json(
        "{\"access_token\":\"" + token + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
  }

  @Test
  void theMetadataServerKnowsThePod() throws Exception {
    // Given
    google.then(token("token-of-pod"));

    // When
    WireHeaders shown = shown();

    // Then
    assertThat(shown.first("authorization")).isEqualTo("Bearer token-of-pod");
    ScriptedExchange seen = google.take();
    assertThat(seen.target())
        .startsWith("/computeMetadata/v1/instance/service-accounts/default/token");
    assertThat(seen.headers().first("metadata-flavor")).isEqualTo("Google");
  }

  @Test
  void aFileOfFederationExchangesTheTokenOfThePod() throws Exception {
    // Given
    Path podToken = Files.writeString(home.resolve("token"), "pod.token");
    name(
        """
        {"type":"external_account","subject_token_type":"urn:ietf:params:oauth:token-type:jwt",
         "audience":"//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/k",
         "token_url":"https://sts.googleapis.com/v1/token",
         "credential_source":{"file":"%s","format":{"type":"text"}}}
        """
            .formatted(podToken));
    google.then(
        Scenario.json(
            "{\"access_token\":\"federated\",\"expires_in\":3600,\"token_type\":\"Bearer\","
                + "\"issued_token_type\":\"urn:ietf:params:oauth:token-type:access_token\"}"));

    // When
    WireHeaders shown = shown();

    // Then
    assertThat(shown.first("authorization")).isEqualTo("Bearer federated");
    ScriptedExchange seen = google.take();
    assertThat(seen.target()).isEqualTo("/v1/token");
    assertThat(seen.bodyText()).contains("subject_token=pod.token");
  }

  @Test
  void aKeyOfAServiceAccountMayStandInTheFile() throws Exception {
    // Given
    name(GoogleKey.file("https://oauth2.googleapis.com/token"));
    google.then(token("token-of-key"));

    // Then
    assertThat(shown().first("authorization")).isEqualTo("Bearer token-of-key");
  }

  @Test
  void aPersonSaysWhichProjectAnswersForTheCalls() throws Exception {
    // Given
    Files.createDirectory(home.resolve("gcloud"));
    Files.writeString(
        home.resolve("gcloud/application_default_credentials.json"),
        "{\"type\":\"authorized_user\",\"client_id\":\"c\",\"client_secret\":\"s\","
            + "\"refresh_token\":\"r\",\"quota_project_id\":\"acme-prod\"}");
    google.then(token("token-of-person"));

    // When
    WireHeaders shown = shown();

    // Then
    assertThat(shown.first("authorization")).isEqualTo("Bearer token-of-person");
    assertThat(shown.first("x-goog-user-project")).isEqualTo("acme-prod");
  }

  @Test
  void aFileThatIsNoneIsNamed() throws Exception {
    // Given
    name("{\"type\":\"something\"}");

    // Then
    assertThatThrownBy(this::shown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("credentials.json is no file of credentials for Google Cloud");
  }

  @Test
  void outsideOfGoogleCloudThereIsNoIdentity() {
    // Given
    google.then(Scenario.json(404, "{}"));

    // Then
    assertThatThrownBy(this::shown).hasMessageContaining("no token");
  }
}
