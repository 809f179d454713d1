package dev.dragoman.gateway.upstream.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.gateway.SettableClock;
import dev.dragoman.gateway.upstream.Lent;
import dev.dragoman.gateway.upstream.UpstreamFailure;
import dev.dragoman.gateway.upstream.http.AddressPolicy;
import dev.dragoman.gateway.upstream.http.Cidr;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import dev.dragoman.testkit.GoogleKey;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedUpstream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against a server that answers as "Using OAuth 2.0 for Server to Server Applications" on
 * developers.google.com documents it.
 */
class GoogleProofTest {
  private static final WireRequest REQUEST =
      new WireRequest("/v1/projects/p", WireHeaders.NONE, new byte[0], false);
  private static final AddressPolicy LOOPBACK =
      new AddressPolicy(List.of(Cidr.parse("127.0.0.0/8")));

  @AutoClose private final ScriptedUpstream google = ScriptedUpstream.start();
  private final SettableClock clock = SettableClock.at("2026-11-30T08:00:00Z");

  private static Scenario token(String token) {
    return Scenario.json(
        "{\"access_token\":\"" + token + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
  }

  private String file() {
    return GoogleKey.file(google.url() + "/token");
  }

  private GoogleProof proof(String key, AddressPolicy policy, Executor threads) {
    GoogleTokens tokens =
        new GoogleTokens(
            () -> ServiceAccountKey.credentials(key, JudgedConnections.transports(policy, true)),
            clock);
    return new GoogleProof(new Lent<>(tokens::next, threads, clock, "there is no token"));
  }

  private GoogleProof proof(String key) {
    return proof(key, LOOPBACK, Runnable::run);
  }

  private static @Nullable String shown(GoogleProof proof) {
    return proof.of(REQUEST).toFuture().join().first("authorization");
  }

  private static Map<String, String> form(ScriptedExchange exchange) {
    return Arrays.stream(exchange.bodyText().split("&"))
        .map(field -> field.split("=", 2))
        .collect(
            Collectors.toMap(
                field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
  }

  /** All that a log may print of a failure. */
  private static String trace(GoogleProof proof) {
    StringWriter trace = new StringWriter();
    Assertions.catchThrowable(() -> shown(proof)).printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  @Test
  void aSignedStatementIsExchangedForAToken() throws Exception {
    // Given
    google.then(token("token-1"));

    // When
    String shown = shown(proof(file()));

    // Then
    assertThat(shown).isEqualTo("Bearer token-1");
    ScriptedExchange seen = google.take();
    assertThat(seen.target()).isEqualTo("/token");
    assertThat(form(seen))
        .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    assertThat(GoogleKey.claims(form(seen).getOrDefault("assertion", "")))
        .contains("\"iss\":\"" + GoogleKey.EMAIL + "\"")
        .contains("\"aud\":\"https://oauth2.googleapis.com/token\"")
        .contains("\"scope\":\"https://www.googleapis.com/auth/cloud-platform\"");
  }

  @Test
  void aTokenIsRenewedBeforeItEnds() {
    // Given
    google.then(token("token-1")).then(token("token-2"));
    GoogleProof proof = proof(file());
    shown(proof);

    // When
    clock.advance(Duration.ofMinutes(29));
    String early = shown(proof);
    clock.advance(Duration.ofMinutes(2));
    shown(proof);
    String late = shown(proof);

    // Then
    assertThat(early).isEqualTo("Bearer token-1");
    assertThat(late).isEqualTo("Bearer token-2");
    assertThat(google.exchanges()).hasSize(2);
  }

  @Test
  void aTokenIsUsedToItsEndWhileThereIsNoOther() {
    // Given
    google.then(token("token-1")).then(Scenario.json(400, "{\"error\":\"invalid_grant\"}"));
    GoogleProof proof = proof(file());
    shown(proof);

    // When
    clock.advance(Duration.ofMinutes(40));
    String meanwhile = shown(proof);

    // Then
    assertThat(meanwhile).isEqualTo("Bearer token-1");
    clock.advance(Duration.ofMinutes(20));
    google.then(Scenario.json(400, "{\"error\":\"invalid_grant\"}"));
    assertThatThrownBy(() -> shown(proof))
        .hasRootCauseMessage("Google gives the gateway no token: 400 invalid_grant");
  }

  @Test
  void callersAtOneTimeShareOneExchange() {
    // Given
    CompletableFuture<Void> gate = new CompletableFuture<>();
    google.then(token("token-1"));
    GoogleProof proof =
        proof(
            file(),
            LOOPBACK,
            task ->
                Thread.ofVirtual()
                    .start(() -> {
                      gate.join();
                      task.run();
                    }));

    // When
    List<CompletableFuture<WireHeaders>> callers =
        Stream.generate(() -> proof.of(REQUEST).toFuture()).limit(50).toList();
    gate.complete(null);

    // Then
    assertThat(callers)
        .allSatisfy(
            caller -> assertThat(caller.join().first("authorization")).isEqualTo("Bearer token-1"));
    assertThat(google.exchanges()).hasSize(1);
  }

  @Test
  void aRefusalIsToldByItsWordAndHoldsNoSecret() {
    // Given
    google.then(
        Scenario.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"echo s3cr3t\"}"));

    // When
    String trace = trace(proof(file()));

    // Then
    assertThat(trace)
        .contains("Google gives the gateway no token: 400 invalid_grant")
        .doesNotContain("s3cr3t", GoogleKey.privateKey().substring(40, 80));
  }

  @Test
  void theClientIsToldNothingOfIt() {
    google.then(Scenario.json(401, "<html>"));

    assertThatThrownBy(() -> shown(proof(file())))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(UpstreamFailure.class)
        .hasMessage("there is no token")
        .hasRootCauseMessage("Google gives the gateway no token: 401");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/token",
        "http://metadata.google.internal/token",
        "https://tokens.example.com/token",
        "https://googleapis.com.example.com/token",
        "http://oauth2.googleapis.com/token",
        "http://[::1]/token",
        "http://10.0.0.1/token",
        "ftp://oauth2.googleapis.com/token",
      })
  void aKeyLeadsNowhereButToGoogle(String tokenUri) {
    assertThatThrownBy(() -> shown(proof(GoogleKey.file(tokenUri))))
        .cause()
        .isInstanceOf(UpstreamFailure.class);
    assertThat(google.exchanges()).isEmpty();
  }

  @Test
  void loopbackIsOneOfTheRangesThatNeedAWord() {
    assertThat(trace(proof(file(), new AddressPolicy(List.of()), Runnable::run)))
        .contains("token_uri of the key is neither an https address of Google nor a private one");
    assertThat(google.exchanges()).isEmpty();
  }

  @Test
  void aProviderThatIsCalledOverTlsHasItsTokensOverTls() {
    GoogleTokens tokens =
        new GoogleTokens(
            () ->
                ServiceAccountKey.credentials(
                    file(), JudgedConnections.transports(LOOPBACK, false)),
            clock);

    assertThatThrownBy(tokens::next)
        .rootCause()
        .hasMessageStartingWith("token_uri of the key is neither an https address of Google");
    assertThat(google.exchanges()).isEmpty();
  }

  @Test
  void aRedirectLeadsNowhereElseEither() {
    // Given
    google.then(
        Scenario.json(307, "{}").with("location", "http://169.254.169.254/computeMetadata"));

    // Then
    assertThatThrownBy(() -> shown(proof(file()))).cause().isInstanceOf(UpstreamFailure.class);
    assertThat(google.exchanges()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AIzaSyD-s3cr3t",
        "[]",
        "{\"type\":\"external_account\",\"token_url\":\"http://169.254.169.254/s3cr3t\"}",
        "{\"type\":\"service_account\",\"private_key\":\"s3cr3t\"}",
        "{\"type\":\"service_account\",\"client_email\":\"a\",\"client_id\":\"1\","
            + "\"private_key_id\":\"k\",\"private_key\":\"s3cr3t\"}",
      })
  void whatIsNoKeyIsSaidToBeNoneAndNotShown(String key) {
    assertThat(trace(proof(key)))
        .containsAnyOf("holds no key of a service account", "the key of the service account")
        .doesNotContain("s3cr3t");
  }
}
