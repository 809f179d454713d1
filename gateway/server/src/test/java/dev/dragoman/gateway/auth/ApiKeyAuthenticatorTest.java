package dev.dragoman.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.SettableClock;
import dev.dragoman.gateway.config.Configuration;
import dev.dragoman.gateway.config.RuntimeConfig;
import dev.dragoman.gateway.config.Snapshots;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.wire.WireHeaders;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyAuthenticatorTest {
  private final KeyText own = KeyText.generate(new SecureRandom());
  private final SettableClock clock = SettableClock.at("2026-11-24T12:00:00Z");
  private final Authenticator authenticator = new ApiKeyAuthenticator(clock);

  private static KeyEntry entry(String name, String text) {
    return KeyEntry.of(
        "default/" + name,
        KeyText.keyIdOf(text),
        KeyText.digestOf(text),
        List.of("*"),
        List.of("*"));
  }

  private RuntimeConfig config(boolean requireKey) {
    return config(requireKey, List.of(entry("own", own.text()), entry("foreign", "foreign-key")));
  }

  private static RuntimeConfig config(boolean requireKey, List<KeyEntry> keys) {
    return Snapshots.of(
        new Configuration(
            GatewayConfig.of(
                1,
                GatewayEntry.of(
                    "test", StoreEntry.MEMORY, new PolicyEntry(requireKey, true), List.of()),
                List.of(),
                List.of(),
                keys),
            Map.of()));
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
    char other = own.text().charAt(20) == 'X' ? 'Y' : 'X';
    String wrong = own.text().substring(0, 20) + other + own.text().substring(21);

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

  private KeyEntry with(
      KeyEntry.State state, @Nullable String from, @Nullable String until, DigestEntry... texts) {
    KeyEntry plain = entry("own", own.text());
    return new KeyEntry(
        plain.name(),
        plain.uid(),
        plain.keyId(),
        List.of(texts),
        state,
        from == null ? null : Instant.parse(from),
        until == null ? null : Instant.parse(until),
        plain.routes(),
        plain.models(),
        List.of(),
        plain.spend(),
        List.of(),
        null,
        Map.of());
  }

  private GatewayError refusalOf(KeyEntry key) {
    return catchThrowableOfType(
            GatewayException.class,
            () ->
                authenticator.authenticate(
                    config(true, List.of(key)), WireHeaders.of("x-api-key", own.text())))
        .error();
  }

  private DigestEntry ownText() {
    return DigestEntry.of(KeyText.digestOf(own.text()));
  }

  @Test
  void aKeyIsValidFromItsFirstMomentToItsLast() {
    // Given: kubernetes.md 1.5, notBefore and expiresAt by the gateway's own clock
    KeyEntry key =
        with(KeyEntry.State.Active, "2026-11-24T12:00:01Z", "2026-11-24T12:00:03Z", ownText());
    RuntimeConfig config = config(true, List.of(key));
    WireHeaders headers = WireHeaders.of("x-api-key", own.text());

    // Then
    assertThat(refusalOf(key).message()).isEqualTo("this API key is not valid yet");
    clock.advance(Duration.ofSeconds(1));
    assertThat(authenticator.authenticate(config, headers).id()).isEqualTo(own.keyId());
    clock.advance(Duration.ofMillis(1_999));
    assertThat(authenticator.authenticate(config, headers).id()).isEqualTo(own.keyId());
    clock.advance(Duration.ofMillis(1));
    assertThat(refusalOf(key))
        .extracting(GatewayError::kind, GatewayError::message)
        .containsExactly(ErrorKind.AUTH, "this API key has expired");
  }

  @Test
  void aReplacedTextIsValidForTheOverlapAlone() {
    // Given: kubernetes.md 1.5, rotation
    DigestEntry retiring =
        new DigestEntry(KeyText.digestOf(own.text()), null, Instant.parse("2026-11-24T12:00:01Z"));
    DigestEntry next =
        new DigestEntry("ab".repeat(32), Instant.parse("2026-11-24T12:00:00Z"), null);
    KeyEntry key = with(KeyEntry.State.Active, null, null, next, retiring);
    RuntimeConfig config = config(true, List.of(key));

    // Then
    assertThat(authenticator.authenticate(config, WireHeaders.of("x-api-key", own.text())).id())
        .isEqualTo(own.keyId());
    clock.advance(Duration.ofSeconds(1));
    assertThat(refusalOf(key).kind()).isEqualTo(ErrorKind.AUTH);
    assertThat(refusalOf(key).message()).contains("has been replaced by a newer one");
  }

  @Test
  void suspendedAndRevokedKeysAreToldApartByTheirHoldersAlone() {
    // Given
    KeyEntry suspended = with(KeyEntry.State.Suspended, null, null, ownText());
    KeyEntry revoked = with(KeyEntry.State.Revoked, null, null, ownText());
    String forged = own.text().replaceFirst(".$", own.text().endsWith("0") ? "1" : "0");

    // Then
    assertThat(refusalOf(suspended))
        .extracting(GatewayError::kind, GatewayError::message)
        .containsExactly(ErrorKind.PERMISSION, "this API key is suspended");
    assertThat(refusalOf(revoked))
        .extracting(GatewayError::kind, GatewayError::message)
        .containsExactly(ErrorKind.AUTH, "this API key has been revoked");
    assertThat(
            catchThrowableOfType(
                    GatewayException.class,
                    () ->
                        authenticator.authenticate(
                            config(true, List.of(suspended)), WireHeaders.of("x-api-key", forged)))
                .error()
                .message())
        .isEqualTo("the API key is not valid for this gateway");
  }

  @Test
  void aSuspendedKeyIsRefusedAlsoWhereNoneIsAskedFor() {
    // When
    GatewayException failure =
        catchThrowableOfType(
            GatewayException.class,
            () ->
                authenticator.authenticate(
                    config(false, List.of(with(KeyEntry.State.Suspended, null, null, ownText()))),
                    WireHeaders.of("x-api-key", own.text())));

    // Then
    assertThat(failure.error().kind()).isEqualTo(ErrorKind.PERMISSION);
  }
}
