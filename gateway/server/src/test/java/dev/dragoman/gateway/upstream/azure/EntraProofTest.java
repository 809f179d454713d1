package dev.dragoman.gateway.upstream.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.gateway.SettableClock;
import dev.dragoman.gateway.upstream.Lent;
import dev.dragoman.gateway.upstream.UpstreamFailure;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedUpstream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers as the Microsoft identity platform documents it. */
class EntraProofTest {
  private static final WireRequest REQUEST =
      new WireRequest("/openai/v1/chat/completions", WireHeaders.NONE, new byte[0], false);

  @TempDir private Path home;
  private final SettableClock clock = SettableClock.at("2026-11-30T08:00:00Z");
  private final ScriptedUpstream entra = ScriptedUpstream.start();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void describe() throws IOException {
    environment.put("AZURE_AUTHORITY_HOST", entra.url() + "/");
    environment.put("AZURE_TENANT_ID", "tenant-of-pod");
    environment.put("AZURE_CLIENT_ID", "client-of-pod");
    environment.put("AZURE_FEDERATED_TOKEN_FILE", podToken("first.pod.token").toString());
  }

  @AfterEach
  void stop() {
    entra.close();
  }

  private Path podToken(String text) throws IOException {
    return Files.writeString(home.resolve("azure-identity-token"), text + "\n");
  }

  private static Scenario token(String token) {
    return Scenario.json(
        ("{\"token_type\":\"Bearer\",\"expires_in\":3600,\"ext_expires_in\":3600,"
                + "\"access_token\":\""
                + token
                + "\"}")
            .getBytes(StandardCharsets.UTF_8));
  }

  private EntraProof proof(@Nullable String tenant, @Nullable String client) {
    EntraTokens tokens =
        new EntraTokens(() -> WorkloadIdentity.of(environment, tenant, client), clock);
    return new EntraProof(new Lent<>(tokens::next, Runnable::run, clock, "there is no token"));
  }

  private static @Nullable String shown(EntraProof proof) {
    return proof.of(REQUEST).toFuture().join().first("authorization");
  }

  private static Map<String, String> form(ScriptedExchange exchange) {
    return Arrays.stream(exchange.bodyText().split("&"))
        .map(field -> field.split("=", 2))
        .collect(
            Collectors.toMap(
                field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
  }

  @Test
  void aTokenIsAskedForWithTheTokenOfThePod() throws Exception {
    // Given
    entra.then(token("token-1"));

    // When
    String shown = shown(proof(null, null));

    // Then
    assertThat(shown).isEqualTo("Bearer token-1");
    ScriptedExchange seen = entra.take();
    assertThat(seen.target()).isEqualTo("/tenant-of-pod/oauth2/v2.0/token");
    assertThat(form(seen))
        .containsOnly(
            Map.entry("grant_type", "client_credentials"),
            Map.entry("client_id", "client-of-pod"),
            Map.entry(
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            Map.entry("client_assertion", "first.pod.token"),
            Map.entry("scope", "https://cognitiveservices.azure.com/.default"));
  }

  @Test
  void whatTheProviderSaysGoesBeforeTheEnvironment() throws Exception {
    // Given
    entra.then(token("token-1"));

    // When
    shown(proof("another-tenant", "another-client"));

    // Then
    ScriptedExchange seen = entra.take();
    assertThat(seen.target()).startsWith("/another-tenant/");
    assertThat(form(seen)).containsEntry("client_id", "another-client");
  }

  @Test
  void aTokenIsRenewedInTimeWithTheTokenThatThePodHasThen() throws Exception {
    // Given
    entra.then(token("token-1")).then(token("token-2"));
    EntraProof proof = proof(null, null);
    shown(proof);
    entra.take();
    podToken("second.pod.token");

    // When
    clock.advance(Duration.ofMinutes(29));
    String early = shown(proof);
    clock.advance(Duration.ofMinutes(2));
    shown(proof);
    String late = shown(proof);

    // Then
    assertThat(early).isEqualTo("Bearer token-1");
    assertThat(late).isEqualTo("Bearer token-2");
    assertThat(form(entra.take())).containsEntry("client_assertion", "second.pod.token");
    assertThat(entra.exchanges()).hasSize(2);
  }

  @Test
  void aPodWithoutAnIdentityIsToldWhichVariableItLacks() {
    // Given
    environment.remove("AZURE_FEDERATED_TOKEN_FILE");

    // Then
    assertThatThrownBy(() -> shown(proof(null, null)))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(UpstreamFailure.class)
        .hasMessage("there is no token")
        .rootCause()
        .hasMessageStartingWith("AZURE_FEDERATED_TOKEN_FILE is not set");
  }

  @Test
  void aRefusalNamesItsReasonAndNoSecret() {
    // Given
    entra.then(
        Scenario.json(
            401,
            "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS700016: first.pod.token\"}"
                .getBytes(StandardCharsets.UTF_8)));

    // Then
    assertThatThrownBy(() -> shown(proof(null, null)))
        .rootCause()
        .hasMessage("Microsoft Entra gives this pod no token: 401 invalid_client");
  }

  @Test
  void anAnswerThatIsNoTokenIsSaidToBeNone() {
    // Given
    entra.then(Scenario.body(200, "text/html", "<html>".getBytes(StandardCharsets.UTF_8)));

    // Then
    assertThatThrownBy(() -> shown(proof(null, null)))
        .cause()
        .cause()
        .hasMessage("Microsoft Entra answered with what is no token");
  }

  @Test
  void tokensAreAskedForOverTlsOnly() {
    // Given
    environment.put("AZURE_AUTHORITY_HOST", "http://login.example.com/");

    // Then
    assertThatThrownBy(() -> shown(proof(null, null)))
        .rootCause()
        .hasMessage("AZURE_AUTHORITY_HOST is no https URL");
  }
}
