package dev.dragoman.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.config.ConfigCompiler;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.gateway.config.RuntimeConfig;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyAuthenticatorTest {
  private final KeyText own = KeyText.generate(new SecureRandom());
  private final Authenticator authenticator = new ApiKeyAuthenticator();

  private static KeyEntry entry(String name, String text) {
    return KeyEntry.of(
        "default/" + name,
        KeyText.keyIdOf(text),
        KeyText.digestOf(text),
        List.of("*"),
        List.of("*"));
  }

  private RuntimeConfig config(boolean requireKey) {
    return ConfigCompiler.compile(
        new Configuration(
            GatewayConfig.of(
                1,
                GatewayEntry.of(
                    "test", StoreEntry.MEMORY, new PolicyEntry(requireKey, true), List.of()),
                List.of(),
                List.of(),
                List.of(entry("own", own.text()), entry("foreign", "foreign-key"))),
            Map.of()),
        Clock.systemUTC());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-api-key", "api-key", "x-goog-api-key"})
  void everyPlainHeaderAuthenticates(String header) {
    // When
    Caller caller = authenticator.authenticate(config(true), WireHeaders.of(header, own.text()));

    // Then
    assertThat(caller.id()).isEqualTo(own.keyId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  "})
  void bearerTokensAuthenticateInAnyCase(String scheme) {
    // When
    Caller caller =
        authenticator.authenticate(
            config(true), WireHeaders.of("authorization", scheme + own.text()));

    // Then
    assertThat(caller.id()).isEqualTo(own.keyId());
  }

  @Test
  void foreignKeyTextsAuthenticate() {
    // When
    Caller caller =
        authenticator.authenticate(config(true), WireHeaders.of("x-api-key", "foreign-key"));

    // Then
    assertThat(caller.id()).isEqualTo(KeyText.keyIdOf("foreign-key"));
  }

  @Test
  void ofTwoCredentialsTheOneOfOwnFormAuthenticates() {
    // Given: design.md 10, the other credential belongs to the upstream
    Map<String, List<String>> fields = new LinkedHashMap<>();
    fields.put("x-api-key", List.of("sk-ant-somebody-elses"));
    fields.put("authorization", List.of("Bearer " + own.text()));

    // When
    Caller caller = authenticator.authenticate(config(true), new WireHeaders(fields));

    // Then
    assertThat(caller.id()).isEqualTo(own.keyId());
  }

  @Test
  void aKeyWithTheRightIdAndAWrongSecretIsRefusedWithoutSayingSo() {
    // Given
    String wrong = own.text().substring(0, 20) + "X" + own.text().substring(21);

    // When
    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class,
            () -> authenticator.authenticate(config(true), WireHeaders.of("x-api-key", wrong)));

    // Then
    assertThat(failure.error().kind()).isEqualTo(ErrorKind.AUTH);
    assertThat(failure.error().message())
        .isEqualTo("the API key is not valid for this gateway")
        .doesNotContain(wrong);
  }

  @Test
  void aMissingKeySaysHowToSendOne() {
    // When
    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class,
            () -> authenticator.authenticate(config(true), WireHeaders.NONE));

    // Then
    assertThat(failure.error().message()).contains("Authorization: Bearer KEY");
  }

  @Test
  void withoutTheDemandForKeysEverybodyMayCall() {
    assertThat(authenticator.authenticate(config(false), WireHeaders.NONE))
        .isEqualTo(Caller.ANONYMOUS);
    assertThat(authenticator.authenticate(config(false), WireHeaders.of("x-api-key", "unknown")))
        .isEqualTo(Caller.ANONYMOUS);
    assertThat(
            authenticator.authenticate(config(false), WireHeaders.of("x-api-key", own.text())).id())
        .isEqualTo(own.keyId());
  }
}
